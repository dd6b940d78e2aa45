package dev.groundhog.producer.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal as {@code journalctl -o json} prints it: all values text. A field that
 * has control characters or is no UTF-8, such as a line with colours, comes as an array of bytes; a
 * field that is there twice comes as an array of values, of which the first counts. Source:
 * systemd's journal export formats.
 */
public record JournalEntry(Map<String, String> fields) {
  private static final ObjectMapper JSON = Wire.mapper();

  public JournalEntry {
    fields = Map.copyOf(fields);
  }

  public @Nullable String field(String name) {
    return fields.get(name);
  }

  /** What was logged; empty for a message longer than journalctl prints. */
  public String message() {
    return fields.getOrDefault("MESSAGE", "");
  }

  /** When journald took it, in µs since 1970; 0 if it does not say. */
  public long receivedMicros() {
    String at = field("__REALTIME_TIMESTAMP");
    return at != null && at.matches("[0-9]{1,18}") ? Long.parseLong(at) : 0;
  }

  /** Whether our own hook said it. */
  boolean isOfTheHook() {
    return "groundhog-hook".equals(field("SYSLOG_IDENTIFIER"));
  }

  /** All entries in the output of journalctl; lines that are no entry are skipped. */
  public static List<JournalEntry> parseAll(String output) {
    return output.lines().map(JournalEntry::parse).flatMap(Optional::stream).toList();
  }

  /** One line of output; empty for a line that is no entry. */
  public static Optional<JournalEntry> parse(String line) {
    if (!line.startsWith("{")) return Optional.empty();
    try {
      Map<String, String> fields = new TreeMap<>();
      for (Map.Entry<String, JsonNode> field : JSON.readTree(line).properties()) {
        String text = text(field.getValue());
        if (text != null) fields.put(field.getKey(), text);
      }
      return Optional.of(new JournalEntry(fields));
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static @Nullable String text(JsonNode value) {
    if (value.isTextual()) return value.textValue();
    if (!value.isArray() || value.isEmpty()) return null;
    if (!value.get(0).isNumber()) return text(value.get(0));
    byte[] bytes = new byte[value.size()];
    for (int i = 0; i < bytes.length; i++) bytes[i] = (byte) value.get(i).asInt();
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
