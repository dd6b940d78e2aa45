package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.ctl.course.Courses;
import dev.groundhog.ctl.verify.Telling.Kind;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Whether people were notified when the log says they should have been, and only then. Pure. */
final class News {
  /**
   * How long an incident that may be over when it becomes known waits for what else becomes known:
   * that of the unit desk.
   */
  private static final Duration SETTLING = UnitDesk.SETTLE;

  private final Span span;
  private final Clock clock;

  News(Span span, Clock clock) {
    this.span = span;
    this.clock = clock;
  }

  /**
   * Notifications of the one side for which the other has no counterpart of its own: that it began,
   * came back, ended. For people.
   */
  List<String> strays(Course live, Course replayed) {
    if (!isComparable(live) || !isComparable(replayed)) return List.of();
    List<Telling> told = Telling.of(live.steps());
    List<Telling> byTheLog = Telling.of(replayed.steps());
    int more = live.newest().reopened() - replayed.newest().reopened();
    boolean flaps = more != 0 && (holdsBack(live) || holdsBack(replayed));
    List<String> lines = new ArrayList<>();
    // The log was read to its end, so only what is of its last moment can be missing in it.
    for (Step step : strays(told, byTheLog, span::isAtItsVeryEnd, returns(more, replayed), flaps)) {
      lines.add("told live at %s (%s), not by the log".formatted(step.at(), word(step)));
    }
    for (Step step : strays(byTheLog, told, span::isAtItsEnd, returns(-more, live), flaps)) {
      lines.add("told by the log at %s (%s), not live".formatted(step.at(), word(step)));
    }
    return lines;
  }

  /**
   * How many returns may be told by one side alone: those that it alone saw, and those that follow
   * an end that was over for a moment to the other side, which has it go on.
   */
  private static long returns(int more, Course other) {
    return Math.max(0, more) + Returns.moments(other);
  }

  /**
   * A larger incident looks up only when one of its members has a new revision, and what it tells
   * of them they do not: one step a moment later can move that by minutes.
   */
  private boolean isComparable(Course course) {
    return course.subject().scope() == Scope.UNIT
        && course.steps().size() < Courses.MAX_STEPS
        && course.steps().stream().noneMatch(Step::part)
        && span.areAlertsKeptSince(course.steps().get(0).at());
  }

  /**
   * @param returns how many returns may be told by these alone: minutes later, in their turn
   * @param flaps whether one side alone does not tell of ends and returns any more
   */
  private List<Step> strays(
      List<Telling> ones,
      List<Telling> others,
      Predicate<Instant> isCutOff,
      long returns,
      boolean flaps) {
    List<Telling> due =
        ones.stream()
            .filter(Telling::certain)
            .filter(one -> !flaps || one.kind() == Kind.BEGAN)
            .filter(one -> !span.isAtItsBegin(one.step().at()))
            .filter(one -> !isCutOff.test(one.step().at()))
            .toList();
    long excused = returns;
    List<Step> strays = new ArrayList<>();
    for (Telling alone : Matching.unmatched(due, others, this::isOne)) {
      if (alone.kind() == Kind.RETURNED && excused-- > 0) continue;
      strays.add(alone.step());
    }
    return strays;
  }

  private boolean isOne(Telling one, Telling other) {
    if (!one.isLike(other)) return false;
    Instant a = one.step().at();
    Instant b = other.step().at();
    if (clock.isOneMoment(a, b)) return true;
    return (one.step().revision() == 1 || other.step().revision() == 1)
        && (clock.isOneMoment(a.plus(SETTLING), b) || clock.isOneMoment(a, b.plus(SETTLING)));
  }

  /** Whether it was over without people being told, because it came back so often. */
  private static boolean holdsBack(Course course) {
    for (int i = 1; i < course.steps().size(); i++) {
      Step step = course.steps().get(i);
      boolean ended = step.state().isOver() && !course.steps().get(i - 1).state().isOver();
      if (ended && !step.news()) return true;
    }
    return false;
  }

  private static String word(Step step) {
    return step.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
