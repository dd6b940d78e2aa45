package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.signal.Signal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was told of one subject's notes in this minute. Forgotten when the minute is over, if
 * nothing waits.
 *
 * @param since when the minute began; its end is in the agenda
 * @param told by themselves
 * @param waiting the newest of the others
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record NoteRow(Instant since, int told, Signal.@Nullable Note waiting) {
  /** With one more that waits; how many waited before it, it says itself. */
  NoteRow with(Signal.Note note, Instant now) {
    int others = waiting == null ? 0 : waiting.others() + 1;
    return new NoteRow(since, told, note.with(others, now));
  }
}
