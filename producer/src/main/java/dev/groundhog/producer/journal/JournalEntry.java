package dev.groundhog.producer.journal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.events.Wire;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the journal as {@code journalctl -o json} prints it: all values text. A field that
 * has control characters or is no UTF-8, such as a line with colours, comes as an array of bytes; a
 * field that is there twice comes as an array of values, of which the first counts. Source:
 * systemd's journal export formats.
 */
public record JournalEntry(Map<String, String> fields) {
  private static final ObjectMapper JSON = Wire.mapper();
  private static final Pattern MICROS = Pattern.compile("[0-9]{1,18}");

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
    return at != null && MICROS.matcher(at).matches() ? Long.parseLong(at) : 0;
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
    // Token by token: a backlog is thousands of entries, and a tree of each is twice the work.
    try (JsonParser parser = JSON.createParser(line)) {
      Map<String, String> fields = new HashMap<>();
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        String text = text(parser, parser.nextToken());
        if (text != null) fields.put(name, text);
      }
      boolean isWhole = parser.currentToken() == JsonToken.END_OBJECT;
      return isWhole ? Optional.of(new JournalEntry(fields)) : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Goes to the value's end; null for a value that is no text. */
  private static @Nullable String text(JsonParser parser, JsonToken value) throws IOException {
    if (value == JsonToken.VALUE_STRING) return parser.getText();
    if (value != JsonToken.START_ARRAY) {
      parser.skipChildren();
      return null;
    }
    JsonToken first = parser.nextToken();
    if (first == JsonToken.VALUE_NUMBER_INT) return bytes(parser);
    if (first == JsonToken.END_ARRAY) return null;
    String text = text(parser, first);
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (parser.currentToken() == null) throw new EOFException();
      parser.skipChildren();
    }
    return text;
  }

  private static String bytes(JsonParser parser) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    do {
      bytes.write(parser.getIntValue());
    } while (parser.nextToken() == JsonToken.VALUE_NUMBER_INT);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
