package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.events.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What one notification told people.
 *
 * @param certain whether the other side must have told it too; not where the order of partitions
 *     alone decides whether it is told
 */
record Telling(Step step, Kind kind, boolean certain) {

  /** What people learn from it. */
  enum Kind {
    BEGAN,
    RETURNED,
    ENDED,
    /** It goes on: how far it has come, which other notifications tell as well. */
    GOES_ON;

    private static Kind of(Reason reason) {
      return switch (reason) {
        case RECOVERED, QUIET, DOWN, NOT_HEARD_FROM -> ENDED;
        case REOPENED -> RETURNED;
        case SPREAD, NEW_CAUSE, SEVERITY, REMINDER -> GOES_ON;
        default -> BEGAN;
      };
    }
  }

  /** Late tells two things at once: that it began, and that it is over. */
  static List<Telling> of(List<Step> steps) {
    List<Telling> all = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      Step step = steps.get(i);
      if (!step.news()) continue;
      Kind kind = Kind.of(step.reason());
      all.add(new Telling(step, kind, isCertain(steps, i, kind)));
      if (step.reason() == Reason.LATE) all.add(new Telling(step, Kind.ENDED, false));
    }
    return all;
  }

  private static boolean isCertain(List<Step> steps, int i, Kind kind) {
    if (kind == Kind.GOES_ON || isTurn(steps, i)) return false;
    // A sign of life after the end: the other side may have read it just before.
    if (kind == Kind.ENDED) return i == 0 || !steps.get(i - 1).state().isOver();
    return kind != Kind.RETURNED || !isOverSoon(steps, i);
  }

  /**
   * Whether the two tell people the same.
   *
   * <p>The words may differ in three ways, each for what was read a moment earlier or later: which
   * threshold was reached first of several; a rise in severity takes the place of a return that
   * waits for its turn; a sign of life makes "recovered" of the other endings. How it stands at the
   * end is compared by itself.
   */
  boolean isLike(Telling other) {
    if (kind == Kind.BEGAN) return other.kind == Kind.BEGAN;
    if (kind == Kind.RETURNED) return other.kind == Kind.RETURNED || other.isRise();
    return other.kind == kind
        && (step.reason() == other.step.reason() || isBetter() || other.isBetter());
  }

  private boolean isRise() {
    return step.reason() == Reason.SEVERITY;
  }

  private boolean isBetter() {
    return step.reason() == Reason.RECOVERED || step.reason() == Reason.LATE;
  }

  /** Over and back within a moment: the other side may have read the crash before it was over. */
  private static boolean isTurn(List<Step> steps, int i) {
    return isReturn(steps, i) || isReturn(steps, i + 1);
  }

  /** Whether this step came back within a moment of being over. */
  static boolean isReturn(List<Step> steps, int i) {
    if (i < 1 || i >= steps.size()) return false;
    Step over = steps.get(i - 1);
    Step back = steps.get(i);
    return over.state().isOver()
        && !back.state().isOver()
        && Duration.between(over.at(), back.at()).compareTo(Clock.MOMENT) <= 0;
  }

  /** A return that waits for its turn is not told any more once it is over. */
  private static boolean isOverSoon(List<Step> steps, int i) {
    Duration soon = Clock.MOMENT.multipliedBy(2);
    return steps.stream()
        .skip(i + 1L)
        .filter(step -> step.state().isOver())
        .findFirst()
        .filter(over -> Duration.between(steps.get(i).at(), over.at()).compareTo(soon) <= 0)
        .isPresent();
  }
}
