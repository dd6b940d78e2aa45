package dev.groundhog.ctl.course;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The course of one incident, as one side told it.
 *
 * @param steps its revisions, oldest first; when there are many, those between are left out, the
 *     first and the news among the last are not
 * @param newest its newest revision, without samples
 */
public record Course(Subject subject, List<Step> steps, Alert newest) {
  public Course {
    steps = List.copyOf(steps);
  }

  /**
   * One revision.
   *
   * @param at the log's time
   * @param news whether people were to be notified of it
   * @param part whether a larger incident told of it
   */
  public record Step(
      int revision,
      Instant at,
      Reason reason,
      boolean news,
      boolean part,
      AlertState state,
      long crashes,
      int hosts) {

    /** The same, of which nobody was notified. */
    Step untold() {
      return new Step(revision, at, reason, false, part, state, crashes, hosts);
    }

    static Step of(Alert alert) {
      return new Step(
          alert.revision(),
          alert.at(),
          alert.reason(),
          alert.isNews(),
          alert.partOf() != null,
          alert.state(),
          alert.crashes(),
          alert.hostCount());
    }
  }

  public String id() {
    return newest.incident();
  }

  /** Whether nothing of it will change any more. */
  public boolean isClosed() {
    return newest.state() == AlertState.CLOSED;
  }

  /**
   * How it ended, also when it is closed by now: closing is no finding of its own.
   *
   * @return {@code OPEN} while it goes on
   */
  public AlertState ending() {
    if (!isClosed()) return newest.state();
    Reason last = newest.newsReason();
    return switch (last) {
      case RECOVERED -> AlertState.RECOVERED;
      case QUIET -> AlertState.QUIET;
      case DOWN -> AlertState.DOWN;
      case NOT_HEARD_FROM -> AlertState.NOT_HEARD_FROM;
      default -> AlertState.CLOSED;
    };
  }

  /** When people were first told; empty: never, or before these steps begin. */
  public Optional<Instant> toldAt() {
    return steps.stream().filter(Step::news).map(Step::at).findFirst();
  }

  /** How often people were notified. */
  public long told() {
    return steps.stream().filter(Step::news).count();
  }

  /** Whether the two can be one problem: about the same, at the same time. */
  public boolean overlaps(Course other) {
    return subject.equals(other.subject)
        && !newest.firstCrashAt().isAfter(other.newest.lastCrashAt())
        && !other.newest.firstCrashAt().isAfter(newest.lastCrashAt());
  }
}
