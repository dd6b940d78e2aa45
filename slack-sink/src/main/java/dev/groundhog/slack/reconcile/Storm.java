package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Incidents that came faster than a channel can take messages, told in one.
 *
 * @param members newest revisions, in the order in which they joined; at least one
 */
public record Storm(String id, List<Alert> members) implements Subject {
  public Storm {
    members = List.copyOf(members);
  }

  @Override
  public int revision() {
    return members.stream().mapToInt(Alert::revision).sum();
  }

  /**
   * Odd while something of it goes on, and higher for each that joins; the next even number when
   * all is over.
   */
  @Override
  public int newsRevision() {
    return 2 * members.size() - (isOver() ? 0 : 1);
  }

  @Override
  public boolean isOver() {
    return members.stream().allMatch(alert -> alert.state().isOver());
  }

  @Override
  public boolean isClosed() {
    return members.stream().allMatch(alert -> alert.state() == AlertState.CLOSED);
  }

  @Override
  public boolean isPart() {
    return false;
  }

  @Override
  public Instant lastCrashAt() {
    return latest(Alert::lastCrashAt);
  }

  @Override
  public Instant at() {
    return latest(Alert::at);
  }

  private Instant latest(java.util.function.Function<Alert, Instant> of) {
    return members.stream().map(of).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
  }

  /** That of the worst which goes on. */
  @Override
  public Severity severity() {
    return members.stream()
        .filter(alert -> !alert.state().isOver())
        .map(Alert::severity)
        .max(Comparator.comparing(Storm::rank))
        .orElse(Severity.INFO);
  }

  /** Higher is worse. */
  public static int rank(Severity severity) {
    return switch (severity) {
      case CRITICAL -> 2;
      case WARNING, UNKNOWN -> 1;
      case INFO -> 0;
    };
  }

  @Override
  public long crashes() {
    return members.stream().mapToLong(Alert::crashes).sum();
  }

  @Override
  public int hostCount() {
    return 0;
  }

  @Override
  public @Nullable String channel() {
    return members.isEmpty() ? null : members.get(0).channel();
  }
}
