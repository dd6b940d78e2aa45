package dev.groundhog.events;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Bytes to records and back: the only place that knows how the contract looks as JSON.
 *
 * <p>Reading is strict about types (a number is no text) and lenient about the future (unknown
 * fields are skipped, unknown words become UNKNOWN). Input is bounded before it is parsed, because
 * anybody who may write to a topic may write anything. Writing is deterministic: fields in the
 * record's order, times in UTC with milliseconds.
 *
 * <p>Thread-safe.
 */
public final class Wire<T> {
  public static final Wire<UnitEvent> UNIT_EVENT = new Wire<>(UnitEvent.class);
  public static final Wire<Alert> ALERT = new Wire<>(Alert.class);
  public static final Wire<ControlEvent> CONTROL = new Wire<>(ControlEvent.class);
  public static final Wire<Delivery> DELIVERY = new Wire<>(Delivery.class);

  /** Agents send ≤ 16 KiB of tail; 1 MiB is Kafka's own default limit for a record. */
  static final int MAX_BYTES = 1024 * 1024;

  /** The contract's deepest value is hosts[].host; the rest is room for unknown fields. */
  private static final int MAX_DEPTH = 32;

  private static class Mapper {
    static final ObjectMapper INSTANCE = mapper();
  }

  private final Class<T> type;
  private final ObjectReader reader;

  private Wire(Class<T> type) {
    this.type = type;
    this.reader = Mapper.INSTANCE.readerFor(type);
  }

  /** The one configured mapper, for the other records of the pipeline (state, settings). */
  public static ObjectMapper mapper() {
    var constraints =
        StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxStringLength(MAX_BYTES)
            .maxNameLength(1000)
            .build();
    return JsonMapper.builder(JsonFactory.builder().streamReadConstraints(constraints).build())
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
        .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS, MapperFeature.AUTO_DETECT_IS_GETTERS)
        .withCoercionConfig(
            LogicalType.Textual,
            c ->
                c.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                    .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
        .addModule(module())
        .build();
  }

  public byte[] encode(T value) {
    try {
      return Mapper.INSTANCE.writeValueAsBytes(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException("a record of the contract did not become JSON", e);
    }
  }

  /**
   * @param bytes what stood on the topic, or null for a record without a value
   * @throws MalformedEventException naming the field, what was expected and what was found
   */
  public T decode(byte @Nullable [] bytes) throws MalformedEventException {
    if (bytes == null) throw new MalformedEventException("expected a JSON object, found no value");
    if (bytes.length > MAX_BYTES) {
      throw new MalformedEventException(
          "expected at most %d bytes, found %d".formatted(MAX_BYTES, bytes.length));
    }
    try {
      T value = reader.readValue(bytes);
      if (value == null) throw new MalformedEventException("expected a JSON object, found null");
      return value;
    } catch (JsonMappingException e) {
      throw new MalformedEventException(explain(e));
    } catch (IOException e) {
      throw new MalformedEventException(
          "expected a JSON object: "
              + (e instanceof JsonProcessingException j ? j.getOriginalMessage() : e.getMessage()));
    }
  }

  private String explain(JsonMappingException e) {
    String path =
        e.getPath().stream()
            .map(p -> p.getFieldName() == null ? "[" + p.getIndex() + "]" : p.getFieldName())
            .collect(Collectors.joining("."));
    // Thrown by a record's own validation, whose message names the field already.
    if (e.getCause() instanceof IllegalArgumentException own)
      return String.valueOf(own.getMessage());
    if (e instanceof MismatchedInputException m && m.getTargetType() != null && !path.isEmpty()) {
      return "%s: expected %s".formatted(path, m.getTargetType().getSimpleName());
    }
    return (path.isEmpty() ? type.getSimpleName() : path) + ": " + e.getOriginalMessage();
  }

  private static SimpleModule module() {
    SimpleModule module = new SimpleModule("groundhog");
    module.addSerializer(Instant.class, new InstantWriter());
    module.addDeserializer(Instant.class, new InstantReader());
    module.addSerializer(WireWord.class, new WordWriter());
    addWords(module, EventType.class, EventType.UNKNOWN);
    addWords(module, ServiceResult.class, ServiceResult.UNKNOWN);
    addWords(module, AlertState.class, AlertState.UNKNOWN);
    addWords(module, HostState.class, HostState.UNKNOWN);
    addWords(module, Reason.class, Reason.UNKNOWN);
    addWords(module, Scope.class, Scope.UNKNOWN);
    addWords(module, Severity.class, Severity.UNKNOWN);
    addWords(module, ControlEvent.ControlType.class, ControlEvent.ControlType.UNKNOWN);
    addWords(module, Delivery.Action.class, Delivery.Action.UNKNOWN);
    return module;
  }

  private static <E extends Enum<E> & WireWord> void addWords(
      SimpleModule module, Class<E> type, E unknown) {
    module.addDeserializer(type, new WordReader<>(type, unknown));
  }

  private static final class InstantWriter extends StdSerializer<Instant> {
    /** Always three digits: the same value is always the same bytes. */
    private static final DateTimeFormatter MILLIS =
        new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    InstantWriter() {
      super(Instant.class);
    }

    @Override
    public void serialize(Instant value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(MILLIS.format(value));
    }
  }

  private static final class InstantReader extends StdDeserializer<Instant> {
    InstantReader() {
      super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() == JsonToken.VALUE_STRING) {
        try {
          return Times.parse(json.getText());
        } catch (DateTimeException e) {
          // Falls through: said in the contract's words below.
        }
      }
      throw MismatchedInputException.from(
          json, Instant.class, "no time of the form 2026-11-22T11:22:41.581Z");
    }
  }

  private static final class WordWriter extends StdSerializer<WireWord> {
    WordWriter() {
      super(WireWord.class);
    }

    @Override
    public void serialize(WireWord value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      json.writeString(value.word());
    }
  }

  private static final class WordReader<E extends Enum<E> & WireWord> extends StdDeserializer<E> {
    private final Class<E> type;
    private final E unknown;
    private final transient Map<String, E> words;

    WordReader(Class<E> type, E unknown) {
      super(type);
      this.type = type;
      this.unknown = unknown;
      this.words =
          Arrays.stream(type.getEnumConstants())
              .collect(Collectors.toUnmodifiableMap(WireWord::word, constant -> constant));
    }

    @Override
    public E deserialize(JsonParser json, DeserializationContext context) throws IOException {
      if (json.currentToken() != JsonToken.VALUE_STRING) {
        throw MismatchedInputException.from(json, type, "expected a word");
      }
      return words.getOrDefault(json.getText(), unknown);
    }
  }
}
