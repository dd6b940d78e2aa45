package dev.groundhog.ctl.control;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How an answer is shown: a sentence, or a JSON object with the event as it stands in the log. */
final class Shown {
  @Option(names = "--json", description = "One JSON object per line, for programs.")
  private boolean json;

  @Option(names = "--utc", description = "Times in UTC instead of local time.")
  private boolean utc;

  boolean isJson() {
    return json;
  }

  ZoneId zone() {
    return utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }

  /** As exact as the contract is. */
  static Instant now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /**
   * @param kind silence, mark or ack
   * @param state of a silence; null: it has none
   */
  void print(
      PrintWriter out, String kind, @Nullable String state, ControlEvent event, String sentence) {
    out.println(json ? object(kind, state, event) : sentence);
    out.flush();
  }

  private static String object(String kind, @Nullable String state, ControlEvent event) {
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
