package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.events.Alert;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What was alerted live.
 *
 * @param courses in the log's time of a range
 * @param chains of all that is kept
 * @param begins older ones were there and are deleted; null: all are kept
 */
record Alerted(Courses courses, Chains chains, @Nullable Instant begins) {

  static Alerted read(Source source, TimeRange range) {
    AtomicReference<@Nullable LogRecord> first = new AtomicReference<>();
    Courses courses = new Courses();
    Chains chains = new Chains();
    source.alerts(
        record -> {
          first.compareAndSet(null, record);
          try {
            Alert alert = Wire.ALERT.decode(record.value());
            chains.add(alert);
            boolean within = !alert.at().isBefore(range.from()) && !alert.at().isAfter(range.to());
            if (within) courses.add(alert);
          } catch (MalformedEventException e) {
            // Nobody was told of what is no alert.
          }
        });
    LogRecord oldest = first.get();
    Instant begins = oldest == null || oldest.offset() == 0 ? null : oldest.appended();
    return new Alerted(courses, chains, begins);
  }
}
