package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.ctl.course.Subject;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Whether one side alone can have told a larger incident, of a host or of a cause. One opens when
 * enough units stand on it at the same time, which is judged by their revisions: an end or a figure
 * told a moment later can mean that they never do. So each side is asked whether its own units bear
 * it. Pure.
 */
final class Larger {
  private final Clock clock;
  private final Collection<Course> live;
  private final Collection<Course> replayed;

  Larger(Clock clock, Collection<Course> live, Collection<Course> replayed) {
    this.clock = clock;
    this.live = live;
    this.replayed = replayed;
  }

  /** Whether people were told by the larger incident that a live one was left to. */
  boolean tells(Course unit) {
    String partOf = unit.newest().partOf();
    return live.stream()
        .filter(course -> course.id().equals(partOf))
        // One of before the range has told before it.
        .allMatch(larger -> larger.told() > 0 || larger.steps().get(0).revision() > 1);
  }

  /** Of one that was told live, and not by the log. False of units' incidents. */
  boolean mayBeLiveAlone(Course larger) {
    return mayBeAlone(larger, live, replayed);
  }

  /** Of one that the log shows, and that was not told live. False of units' incidents. */
  boolean mayBeInLogAlone(Course larger) {
    return mayBeAlone(larger, replayed, live);
  }

  private boolean mayBeAlone(Course larger, Collection<Course> own, Collection<Course> others) {
    Subject subject = larger.subject();
    if (subject.scope() != Scope.HOST && subject.scope() != Scope.CAUSE) return false;
    Instant opened = larger.newest().openedAt();
    if (others.stream().anyMatch(course -> isOf(course, subject, opened))) return true;
    long bear = stands(own, subject).stream().filter(stand -> stand.isAround(opened)).count();
    Instant last = larger.steps().get(larger.steps().size() - 1).at();
    return bear > 1 && !areTogether(stands(others, subject), bear, opened, last);
  }

  /** Whether the others told of it as well, in one that had begun before or went on. */
  private static boolean isOf(Course course, Subject subject, Instant opened) {
    Instant last = course.steps().get(course.steps().size() - 1).at();
    return course.subject().equals(subject)
        && !course.newest().openedAt().isAfter(opened.plus(Clock.MOMENT))
        && !last.isBefore(opened.minus(Clock.MOMENT));
  }

  /** From when to when a unit's revisions stood on a host or a cause. */
  private record Stand(Instant from, Instant to) {
    boolean isAround(Instant time) {
      return !from.isAfter(time) && !to.isBefore(time);
    }
  }

  /** Whether so many stood there together for more than a moment, while the other side told it. */
  private boolean areTogether(List<Stand> stands, long needed, Instant from, Instant to) {
    for (Stand begin : stands) {
      List<Instant> ends =
          stands.stream()
              .filter(stand -> stand.isAround(begin.from()))
              .map(Stand::to)
              .sorted(Comparator.reverseOrder())
              .toList();
      if (ends.size() < needed) continue;
      Instant end = ends.get((int) needed - 1);
      boolean meanwhile = !begin.from().isAfter(to) && !end.isBefore(from);
      if (meanwhile && !clock.isOneMoment(begin.from(), end)) return true;
    }
    return false;
  }

  private static List<Stand> stands(Collection<Course> courses, Subject subject) {
    List<Stand> stands = new ArrayList<>();
    for (Course course : courses) {
      if (course.subject().scope() == Scope.UNIT) add(stands, course.steps(), subject);
    }
    return stands;
  }

  private static void add(List<Stand> stands, List<Step> steps, Subject subject) {
    Instant since = null;
    Instant now = Instant.EPOCH;
    for (Step step : steps) {
      // What a crash led to carries the time of its partition, and what comes next the log's.
      if (step.at().isAfter(now)) now = step.at();
      boolean on = isOn(step, subject);
      if (on && since == null) since = now;
      if (on || since == null) continue;
      stands.add(new Stand(since, now));
      since = null;
    }
    if (since != null) stands.add(new Stand(since, Source.LATEST));
  }

  private static boolean isOn(Step step, Subject subject) {
    String its = subject.scope() == Scope.CAUSE ? step.cause() : step.host();
    return !step.state().isOver() && subject.name().equals(its);
  }
}
