package dev.groundhog.streams;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.groundhog.events.Wire;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * JSON for state and for what travels between desks. Both are ours alone: their times are
 * milliseconds since 1970, which are read and written ten times as fast as text. What others read,
 * alerts and dead letters, is written as in the contract.
 */
final class JsonSerde {
  private static final ObjectMapper CONTRACT = Wire.mapper();
  private static final ObjectMapper OURS = Wire.mapper().registerModule(millis());

  private JsonSerde() {}

  /** For what only our own desks read. */
  static <T> Serde<T> of(Class<T> type) {
    return of(type, OURS);
  }

  /** For what is part of the contract. */
  static <T> Serde<T> ofContract(Class<T> type) {
    return of(type, CONTRACT);
  }

  private static <T> Serde<T> of(Class<T> type, ObjectMapper json) {
    ObjectReader reader = json.readerFor(type);
    ObjectWriter writer = json.writerFor(type);
    Serializer<T> serializer = (topic, value) -> value == null ? null : write(writer, value, topic);
    Deserializer<T> deserializer =
        (topic, bytes) -> bytes == null ? null : type.cast(read(reader, bytes, topic));
    return Serdes.serdeFrom(serializer, deserializer);
  }

  /** For a dead letter, which people read. */
  static byte[] bytes(Object value) {
    return write(CONTRACT.writer(), value, "a dead letter");
  }

  private static byte[] write(ObjectWriter writer, Object value, String topic) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (IOException e) {
      throw new SerializationException("cannot write to " + topic, e);
    }
  }

  private static Object read(ObjectReader reader, byte[] bytes, String topic) {
    try {
      return reader.readValue(bytes);
    } catch (IOException e) {
      throw new SerializationException("cannot read from " + topic, e);
    }
  }

  private static SimpleModule millis() {
    SimpleModule module = new SimpleModule("groundhog-millis");
    module.addSerializer(Instant.class, new MillisWriter());
    module.addDeserializer(Instant.class, new MillisReader());
    return module;
  }

  private static final class MillisWriter extends StdSerializer<Instant> {
    private static final long serialVersionUID = 1L;

    MillisWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeNumber(value.toEpochMilli());
    }
  }

  /** Text as well: a dead letter of ours can be put back where it came from. */
  private static final class MillisReader extends StdDeserializer<Instant> {
    private static final long serialVersionUID = 1L;

    MillisReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
        return Instant.ofEpochMilli(json.getLongValue());
      }
      return CONTRACT.convertValue(json.getText(), Instant.class);
    }
  }
}
