package dev.groundhog.ctl.archive;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A record as a JSON object on one line, and back to the same bytes. Pure.
 *
 * <pre>
 * {"topic":"groundhog.unit-events.v1","partition":3,"offset":17,"appended":"2026-11-22T11:22:41.601Z","key":"web-1","value":{…}}
 * </pre>
 *
 * <p>A value that is a JSON object on one line stands there as it is, byte for byte; everything
 * else is in {@code base64}; a deletion has {@code "value":null}.
 */
final class RecordLine {
  /** A value is one level deeper in its line; deeper ones than this are base64. */
  private static final int MAX_DEPTH = 500;

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(2 * MAX_DEPTH)
                  .maxStringLength(LineReader.MAX_LINE)
                  .build())
          // Hostile names must not make a line readable here and unreadable there.
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .build();

  private static final Map<String, Topic> TOPICS = topics();

  private RecordLine() {}

  static byte[] encode(LogRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeStringField("topic", record.topic().topicName());
      json.writeNumberField("partition", record.partition());
      json.writeNumberField("offset", record.offset());
      json.writeStringField("appended", record.appended().toString());
      if (record.key() != null) json.writeStringField("key", record.key());
      writeValue(record.value(), json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a record did not become a line", e);
    }
    return out.toByteArray();
  }

  private static void writeValue(byte @Nullable [] value, JsonGenerator json) throws IOException {
    if (value == null) {
      json.writeNullField("value");
      return;
    }
    String text = asItIs(value);
    if (text == null) {
      json.writeBinaryField("base64", value);
      return;
    }
    json.writeFieldName("value");
    json.writeRawValue(text);
  }

  /** The text that gives these bytes again, if it is a JSON object and on one line; else null. */
  private static @Nullable String asItIs(byte[] value) {
    if (value.length < 2 || value[0] != '{' || value[value.length - 1] != '}') return null;
    for (byte b : value) if (b >= 0 && b < ' ') return null;
    String text = new String(value, StandardCharsets.UTF_8);
    if (!Arrays.equals(text.getBytes(StandardCharsets.UTF_8), value)) return null;
    try (JsonParser json = JSON.createParser(value)) {
      int depth = 0;
      for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
        if (token.isStructStart() && ++depth > MAX_DEPTH) return null;
        if (token.isStructEnd() && --depth == 0 && json.nextToken() != null) return null;
      }
      return text;
    } catch (IOException e) {
      return null;
    }
  }

  /**
   * @throws IOException in words, if it is no such line
   */
  static LogRecord decode(byte[] line) throws IOException {
    Fields fields = new Fields();
    try (JsonParser json = JSON.createParser(line)) {
      if (json.nextToken() != JsonToken.START_OBJECT) throw new IOException("no JSON object");
      while (json.nextToken() == JsonToken.FIELD_NAME) fields.take(json, line);
      if (json.nextToken() != null) throw new IOException("more than one JSON object");
    }
    return fields.record();
  }

  /** What was found so far. */
  private static final class Fields {
    private @Nullable Topic topic;
    private int partition = -1;
    private long offset = -1;
    private @Nullable Instant appended;
    private @Nullable String key;
    private byte @Nullable [] value;

    void take(JsonParser json, byte[] line) throws IOException {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      switch (name) {
        case "topic" -> topic = TOPICS.get(json.getText());
        case "partition" -> partition = json.getIntValue();
        case "offset" -> offset = json.getLongValue();
        case "appended" -> appended = time(json.getText());
        case "key" -> key = json.getText();
        case "base64" -> value = json.getBinaryValue();
        case "value" -> {
          if (token == JsonToken.START_OBJECT) value = raw(json, line);
        }
        default -> json.skipChildren();
      }
    }

    private static byte[] raw(JsonParser json, byte[] line) throws IOException {
      int from = (int) json.currentTokenLocation().getByteOffset();
      json.skipChildren();
      return Arrays.copyOfRange(line, from, (int) json.currentLocation().getByteOffset());
    }

    private static Instant time(String text) throws IOException {
      try {
        return Instant.parse(text);
      } catch (DateTimeException e) {
        throw new IOException("appended is no time", e);
      }
    }

    LogRecord record() throws IOException {
      if (topic == null) throw new IOException("no topic of ours");
      if (partition < 0 || offset < 0) throw new IOException("no place in the topic");
      if (appended == null) throw new IOException("no append time");
      return new LogRecord(topic, partition, offset, appended, key, value);
    }
  }

  private static Map<String, Topic> topics() {
    Map<String, Topic> topics = new HashMap<>();
    for (Topic topic : Topic.values()) topics.put(topic.topicName(), topic);
    return topics;
  }
}
