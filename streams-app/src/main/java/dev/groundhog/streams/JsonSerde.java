package dev.groundhog.streams;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.groundhog.events.Wire;
import java.io.IOException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/** JSON for state and for what travels between desks; both are ours alone, so it may be plain. */
final class JsonSerde {
  private static final ObjectMapper JSON = Wire.mapper();

  private JsonSerde() {}

  static <T> Serde<T> of(Class<T> type) {
    ObjectReader reader = JSON.readerFor(type);
    ObjectWriter writer = JSON.writerFor(type);
    Serializer<T> serializer = (topic, value) -> value == null ? null : write(writer, value, topic);
    Deserializer<T> deserializer =
        (topic, bytes) -> bytes == null ? null : type.cast(read(reader, bytes, topic));
    return Serdes.serdeFrom(serializer, deserializer);
  }

  /** As it stands on our own topics, for a dead letter. */
  static byte[] bytes(Object value) {
    return write(JSON.writer(), value, "a dead letter");
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
}
