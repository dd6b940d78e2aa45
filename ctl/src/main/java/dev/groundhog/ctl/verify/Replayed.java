package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a replay decides: up to the end of the log, and what it would say if nothing else came.
 * Mutable while it listens.
 */
final class Replayed implements Listener {
  private final Courses courses = new Courses();
  private final Map<String, Alert> whole = new HashMap<>();
  private final Instant from;
  private final Supplier<@Nullable Instant> end;
  private long events;

  /**
   * @param from alerts of before are left out
   * @param end of the log, as soon as it is reached; null until then
   */
  Replayed(Instant from, Supplier<@Nullable Instant> end) {
    this.from = from;
    this.end = end;
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    events++;
  }

  @Override
  public void alert(Alert alert) {
    if (alert.at().isBefore(from)) return;
    Instant reached = end.get();
    if (reached != null && alert.at().isAfter(reached)) whole.put(alert.incident(), alert);
    else courses.add(alert);
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    // The live pipeline made a dead letter of it.
  }

  @Override
  public void end(Totals totals) {
    // The findings say what there is to say.
  }

  /** Unit events in the range. */
  long events() {
    return events;
  }

  /** As told up to the end of the log. */
  Collection<Course> courses() {
    return courses.all();
  }

  /** One of them with all that the log has of it, told or not. */
  Alert whole(Course course) {
    return whole.getOrDefault(course.id(), course.newest());
  }
}
