package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last lines a run wrote, already stripped of control characters and secrets by the host.
 *
 * @param source where they were read: {@code journal}, {@code file} or {@code none}
 * @param lines oldest first; agents send at most {@link #MAX_LINES} and {@link #MAX_BYTES}
 * @param omitted how many earlier lines are known to have been cut off
 * @param redacted how many secrets were masked in {@code lines}
 * @param note what could not be read and why, in words for a person; absent if nothing went wrong
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Tail(
    String source, List<String> lines, long omitted, long redacted, @Nullable String note) {

  /** More does not fit on a screen, and the decisive lines are at the end. */
  public static final int MAX_LINES = 64;

  /** UTF-8 bytes of all lines; keeps an event far below Kafka's 1 MiB record limit. */
  public static final int MAX_BYTES = 16 * 1024;

  public Tail {
    source = source == null ? "none" : source;
    lines = lines == null ? List.of() : List.copyOf(lines);
  }

  /** A tail of which every line is there. */
  public static Tail of(String source, List<String> lines) {
    return new Tail(source, lines, 0, 0, null);
  }
}
