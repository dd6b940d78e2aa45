package dev.groundhog.producer.spool;

import dev.groundhog.events.UnitEvent;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One file of the spool: what the hook knew, before the journal adds to it.
 *
 * @param event without tail, age and labels; {@code planned} as far as the hook was told
 * @param captured when it happened
 * @param body raw end of a log file, or the text of a note; not to be changed
 * @param lines how many lines of tail are wanted
 * @param log the file that the body is the end of, or null if the journal is to be asked
 * @param logNote why a log file could not be read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read once, passed on once
public record SpooledEvent(
    UnitEvent event,
    HostTime captured,
    byte[] body,
    int lines,
    @Nullable String log,
    @Nullable String logNote) {

  /** A fact that has no log, such as one that the agent itself saw; its text is the body. */
  public static SpooledEvent of(UnitEvent event, HostTime captured) {
    String text = event.text();
    byte[] body = text == null ? new byte[0] : text.getBytes(StandardCharsets.UTF_8);
    return new SpooledEvent(event, captured, body, SpoolFile.DEFAULT_LINES, null, null);
  }
}
