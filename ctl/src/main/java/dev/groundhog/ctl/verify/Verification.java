package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.log.LogBegin;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
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

  private static final int TICK_BYTES = 100;

  /** Not where the live pipeline stands still: nobody is told of what comes since. */
  boolean agrees() {
    return stopped == null
        && findings.stream().noneMatch(f -> f.verdict() == Finding.Verdict.DIFFERS);
  }

  static Verification of(Source source, TimeRange range) {
    Instant logBegins = LogBegin.of(source);
    Replayed replayed = new Replayed(range.from());
    Heard heard = new Heard(source);
    new Replay(heard).run(new TimeRange(range.from().minus(EARLIER), range.to()), null, replayed);
    Instant end = heard.end(range);
    Instant stopped = heard.clock.stoppedBefore(end);
    TimeRange judged = new TimeRange(range.from(), end);
    Alerted alerted = Alerted.read(source, judged);
    Span span =
        new Span(judged.from(), stopped == null ? end : stopped, logBegins, alerted.begins());
    Judge judge = new Judge(span, heard.clock, alerted.chains());
    return new Verification(
        judged,
        replayed.events,
        stopped,
        judge.all(alerted.courses().all(), replayed.courses.all()));
  }

  private static final class Replayed implements Listener {
    final Courses courses = new Courses();
    private final Instant from;
    long events;

    Replayed(Instant from) {
      this.from = from;
    }

    @Override
    public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
      events++;
    }

    @Override
    public void alert(Alert alert) {
      if (!alert.at().isBefore(from)) courses.add(alert);
    }

    @Override
    public void malformed(int partition, long offset, String reason) {
      // The live pipeline made a dead letter of it.
    }

    @Override
    public void end(Totals totals) {
      // The findings say what there is to say.
    }
  }

  /** Remembers how far the log went, and its ticks. */
  private static final class Heard implements Source {
    private final Source source;
    final Clock clock = new Clock();
    private @Nullable Instant newest;

    Heard(Source source) {
      this.source = source;
    }

    Instant end(TimeRange range) {
      Instant found = newest == null ? range.from() : newest;
      Instant end = found.isBefore(range.to()) ? found : range.to();
      return end.isBefore(range.from()) ? range.from() : end;
    }

    /** Ticks are short, and there are few of them: the rest is not parsed twice. */
    private static boolean isTick(LogRecord record) {
      if (record.key() != null || record.value() == null) return false;
      try {
        return record.value().length <= TICK_BYTES
            && Wire.UNIT_EVENT.decode(record.value()).type() == EventType.TICK;
      } catch (MalformedEventException e) {
        return false;
      }
    }

    @Override
    public int partitions() {
      return source.partitions();
    }

    @Override
    public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
      source.unitEvents(
          from,
          to,
          record -> {
            newest = record.appended();
            if (isTick(record)) clock.tick(record.partition(), record.appended());
            reader.accept(record);
          });
    }

    @Override
    public void alerts(Consumer<LogRecord> reader) {
      source.alerts(reader);
    }

    @Override
    public void controlEvents(Consumer<LogRecord> reader) {
      source.controlEvents(reader);
    }
  }
}
