package dev.groundhog.ctl.diff;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.course.Pairs;
import dev.groundhog.ctl.diff.Change.Kind;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A range under the rules that were in force and under others.
 *
 * @param before what was told; sums over its incidents
 * @param now what would have been
 * @param changes of all incidents that either tells, most important first
 */
public record RulesDiff(Sums before, Sums now, List<Change> changes) {
  public RulesDiff {
    changes = List.copyOf(changes);
  }

  /**
   * @param incidents that people are told of, each in a message of its own
   * @param notified how often people are notified of them
   */
  record Sums(long incidents, long notified) {}

  /** Judges what is to be compared. */
  @FunctionalInterface
  public interface Judging {
    /**
     * @param rules null: those that were in force
     */
    void run(@Nullable Rules rules, Listener listener);
  }

  /** Has it judged twice. */
  public static RulesDiff of(Judging judging, Rules others) {
    Collection<Course> before = courses(judging, null);
    Collection<Course> now = courses(judging, others);
    List<Change> changes =
        Pairs.of(before, now).stream()
            .filter(pair -> Change.isTold(pair.one()) || Change.isTold(pair.other()))
            .map(Change::of)
            .sorted(
                Comparator.comparing(Change::kind)
                    .thenComparing(change -> change.pair().any().newest().firstCrashAt()))
            .toList();
    return new RulesDiff(sums(before), sums(now), changes);
  }

  private static Collection<Course> courses(Judging judging, @Nullable Rules rules) {
    Hearing hearing = new Hearing();
    judging.run(rules, hearing);
    return hearing.courses.all();
  }

  private static Sums sums(Collection<Course> courses) {
    return new Sums(
        courses.stream().filter(Change::isTold).count(),
        courses.stream().mapToLong(Course::told).sum());
  }

  long count(Kind kind) {
    return changes.stream().filter(change -> change.kind() == kind).count();
  }

  /** The longest delay or lead of that kind. */
  Duration most(Kind kind) {
    return changes.stream()
        .filter(change -> change.kind() == kind)
        .map(change -> change.later().abs())
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }

  private static final class Hearing implements Listener {
    final Courses courses = new Courses();

    @Override
    public void alert(Alert alert) {
      courses.add(alert);
    }

    @Override
    public void heldBack(Alert alert, ControlEvent silence) {
      courses.heldBack(alert);
    }

    @Override
    public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
      // What is told is all that is compared.
    }

    @Override
    public void malformed(int partition, long offset, String reason) {
      // No rules make it an event.
    }

    @Override
    public void end(Totals totals) {
      // Sums are made of incidents that either tells.
    }
  }
}
