package dev.groundhog.ctl.verify;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.log.LogBegin;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads both sides of a range and has them judged.
 *
 * @param range that was judged; its end is the log's where that comes before
 * @param events that were replayed in it, ticks aside
 * @param stopped since when nothing shows that the live pipeline is at work; null: it is
 */
record Verification(
    TimeRange range, long events, @Nullable Instant stopped, List<Finding> findings) {
  /** Revisions carry the log's time, which can be a little before the record that led to them. */
  private static final Duration EARLIER = Duration.ofMinutes(1);

  /** Not where the live pipeline stands still: nobody is told of what comes since. */
  boolean agrees() {
    return stopped == null
        && findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.DIFFERS);
  }

  static Verification of(Source source, TimeRange range) {
    Instant logBegins = LogBegin.of(source);
    Heard heard = new Heard(source, range);
    Replayed replayed = new Replayed(range.from(), heard::end);
    new Replay(heard).run(new TimeRange(range.from().minus(EARLIER), range.to()), null, replayed);
    Instant end = requireNonNull(heard.end());
    Instant stopped = heard.clock().stoppedBefore(end);
    TimeRange judged = new TimeRange(range.from(), end);
    Alerted alerted = Alerted.read(source, judged);
    Span span =
        new Span(judged.from(), stopped == null ? end : stopped, logBegins, alerted.begins());
    Judge judge = new Judge(span, heard.clock(), alerted.chains());
    return new Verification(
        judged, replayed.events(), stopped, judge.all(alerted.courses().all(), replayed));
  }
}
