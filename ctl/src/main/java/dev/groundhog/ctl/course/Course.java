package dev.groundhog.ctl.course;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The course of one incident, as one side told it.
 *
 * @param steps its revisions, oldest first; when there are many, those between are left out, the
 *     first and the news among the last are not
 * @param latest its newest revisions whole but for samples, oldest first; one at least
 */
public record Course(Subject subject, List<Step> steps, List<Alert> latest) {
  public Course {
    steps = List.copyOf(steps);
    latest = List.copyOf(latest);
  }

  /** Its newest revision, without samples. */
  public Alert newest() {
    return latest.get(latest.size() - 1);
  }

  /**
   * One revision.
   *
   * @param at the log's time
   * @param news whether people were to be notified of it
   * @param part whether a larger incident told of it
   * @param host the only one it is on; null: there are more
   * @param cause the decisive one that at least half its crashes have, as no other; null: none
   */
  public record Step(
      int revision,
      Instant at,
      Reason reason,
      boolean news,
      boolean part,
      AlertState state,
      long crashes,
      @Nullable String host,
      @Nullable String cause) {

    /** The same, of which nobody was notified. */
    Step untold() {
      return new Step(revision, at, reason, false, part, state, crashes, host, cause);
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
          alert.hostCount() == 1 && alert.hosts().size() == 1 ? alert.hosts().get(0).host() : null,
          cause(alert));
    }

    private static @Nullable String cause(Alert alert) {
      List<Alert.Cause> main =
          alert.causes().stream()
              .filter(cause -> cause.decisive() && cause.crashes() * 2 >= alert.crashes())
              .toList();
      return main.size() == 1 ? main.get(0).fingerprint() : null;
    }
  }

  public String id() {
    return newest().incident();
  }

  /** Whether nothing of it will change any more. */
  public boolean isClosed() {
    return newest().state() == AlertState.CLOSED;
  }

  /**
   * How it ended, also when it is closed by now: closing is no finding of its own.
   *
   * @return {@code OPEN} while it goes on
   */
  public AlertState ending() {
    boolean part = steps.stream().anyMatch(Step::part);
    return isClosed() && part ? lastOver() : ending(newest());
  }

  /** The end of what is part of a larger incident is no news of its own. */
  private AlertState lastOver() {
    AlertState last = AlertState.CLOSED;
    for (Step step : steps) if (step.state() != AlertState.CLOSED) last = step.state();
    return last;
  }

  /** The same of one of its revisions. */
  public static AlertState ending(Alert alert) {
    if (alert.state() != AlertState.CLOSED) return alert.state();
    return switch (alert.newsReason()) {
      case RECOVERED -> AlertState.RECOVERED;
      case QUIET -> AlertState.QUIET;
      case DOWN -> AlertState.DOWN;
      case NOT_HEARD_FROM -> AlertState.NOT_HEARD_FROM;
      default -> AlertState.CLOSED;
    };
  }

  /** Whether people were notified, by it or by a larger one that it is part of. */
  public boolean wasTold() {
    return steps.stream().anyMatch(step -> step.news() || step.part());
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
        && !newest().firstCrashAt().isAfter(other.newest().lastCrashAt())
        && !other.newest().firstCrashAt().isAfter(newest().lastCrashAt());
  }
}
