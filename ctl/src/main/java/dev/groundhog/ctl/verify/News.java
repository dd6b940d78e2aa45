package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.ctl.course.Courses;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether people were notified when the log says they should have been. Pure. */
final class News {
  /**
   * Steps on the way: whether one is news, and from which crash on, depends on what the
   * notification before it had said and on which hosts were known by then, and that on which of
   * several events within a moment was read first.
   */
  private static final Set<Reason> ON_THE_WAY =
      EnumSet.of(Reason.SPREAD, Reason.NEW_CAUSE, Reason.SEVERITY, Reason.REMINDER);

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
   * Notifications of the one side that the other had nothing like: that it began, came back, ended.
   * For people.
   */
  List<String> strays(Course live, Course replayed) {
    if (!isComparable(live) || !isComparable(replayed)) return List.of();
    // Told in its turn, it can come minutes after a return that only one side saw.
    boolean returns = live.newest().reopened() == replayed.newest().reopened();
    List<String> lines = new ArrayList<>();
    for (Step step : strays(live.steps(), replayed.steps(), returns)) {
      lines.add("told live at %s (%s), not by the log".formatted(step.at(), word(step)));
    }
    for (Step step : strays(replayed.steps(), live.steps(), returns)) {
      lines.add("told by the log at %s (%s), not live".formatted(step.at(), word(step)));
    }
    return lines;
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

  private List<Step> strays(List<Step> steps, List<Step> others, boolean returns) {
    List<Step> strays = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.news() || ON_THE_WAY.contains(step.reason())) continue;
      if (step.reason() == Reason.REOPENED && !returns) continue;
      boolean edge = span.isAtItsBegin(step.at()) || span.isAtItsEnd(step.at());
      if (edge || isTurn(steps, i) || hasLike(step, others)) continue;
      strays.add(step);
    }
    return strays;
  }

  private boolean hasLike(Step step, List<Step> others) {
    Duration settling = step.revision() == 1 ? SETTLING : Duration.ZERO;
    return others.stream()
        .filter(Step::news)
        .anyMatch(
            other ->
                clock.isOneMoment(step.at(), other.at())
                    || clock.isOneMoment(step.at().plus(settling), other.at())
                    || clock.isOneMoment(step.at().minus(settling), other.at()));
  }

  /** Over and back within a moment: the other side may have read the crash before it was over. */
  static boolean isTurn(List<Step> steps, int i) {
    return isReturn(steps, i) || isReturn(steps, i + 1);
  }

  static boolean isReturn(List<Step> steps, int i) {
    if (i < 1 || i >= steps.size()) return false;
    Step over = steps.get(i - 1);
    Step back = steps.get(i);
    return over.state().isOver()
        && !back.state().isOver()
        && Duration.between(over.at(), back.at()).compareTo(Clock.MOMENT) <= 0;
  }

  private static String word(Step step) {
    return step.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
