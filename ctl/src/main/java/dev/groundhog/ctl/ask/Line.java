package dev.groundhog.ctl.ask;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.events.Wire;
import java.util.LinkedHashMap;
import java.util.Map;

/** A line of JSON for programs: {@code kind}, and under that word what it is about. */
final class Line {
  private static final ObjectMapper JSON = Wire.mapper();

  private Line() {}

  static String of(String kind, Object value) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put(kind, value);
    try {
      return JSON.writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }
}
