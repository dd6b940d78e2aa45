package dev.groundhog.ctl.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a command answers about a control event: a sentence, or the event for programs. */
final class Answer {
  private Answer() {}

  /**
   * @param kind silence, mark or ack
   * @param state of a silence; null: it has none
   */
  static void print(
      PrintWriter out,
      Output output,
      String kind,
      @Nullable String state,
      ControlEvent event,
      String sentence) {
    out.println(output.isJson() ? json(kind, state, event) : sentence);
    out.flush();
  }

  /** {@code {"kind":"silence","state":"active","event":{…}}}. */
  private static String json(String kind, @Nullable String state, ControlEvent event) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    if (state != null) line.put("state", state);
    line.put("event", event);
    try {
      return Wire.mapper().writeValueAsString(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }
}
