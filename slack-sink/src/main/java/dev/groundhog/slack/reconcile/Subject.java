package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a message is about: one incident, a storm of them, or that nothing is seen. Immutable,
 * complete in itself.
 */
public sealed interface Subject {
  /** The key of what is remembered of it. */
  String id();

  /** Grows with each change. */
  int revision();

  /** The newest news in it, up to {@link #revision}; 0: nothing that anybody must be told. */
  int newsRevision();

  /** Whether nothing crashes any more, as far as is known. */
  boolean isOver();

  /** Whether nothing of it will change any more. */
  boolean isClosed();

  /** Whether another message tells of it. */
  boolean isPart();

  Instant lastCrashAt();

  /** When it last changed, in the log's time. */
  Instant at();

  Severity severity();

  long crashes();

  /** 0 where hosts cannot be added up. */
  int hostCount();

  /** Where the rules want it told; null: they do not say. */
  @Nullable String channel();

  /** Whether its newest news is only that it goes on. */
  default boolean isReminder() {
    return false;
  }

  /**
   * One incident.
   *
   * @param remarks what people said that belongs beside it: marks and acknowledgements
   */
  record Incident(Alert alert, List<ControlEvent> remarks) implements Subject {
    public Incident {
      remarks = List.copyOf(remarks);
    }

    /** Of which nobody said anything. */
    public Incident(Alert alert) {
      this(alert, List.of());
    }

    @Override
    public boolean isReminder() {
      return alert.newsReason() == Reason.REMINDER;
    }

    @Override
    public String id() {
      return alert.incident();
    }

    @Override
    public int revision() {
      return alert.revision();
    }

    @Override
    public int newsRevision() {
      return alert.newsRevision();
    }

    @Override
    public boolean isOver() {
      return alert.state().isOver();
    }

    @Override
    public boolean isClosed() {
      return alert.state() == AlertState.CLOSED;
    }

    @Override
    public boolean isPart() {
      // A larger incident tells of it, or did so until both were over.
      return alert.partOf() != null || alert.newsRevision() == 0;
    }

    @Override
    public Instant lastCrashAt() {
      return alert.lastCrashAt();
    }

    @Override
    public Instant at() {
      return alert.at();
    }

    @Override
    public Severity severity() {
      return alert.severity();
    }

    @Override
    public long crashes() {
      return alert.crashes();
    }

    @Override
    public int hostCount() {
      return alert.hostCount();
    }

    @Override
    public @Nullable String channel() {
      return alert.channel();
    }
  }

  /**
   * Nothing is seen any more; told where most people look.
   *
   * @param since when something was seen last
   * @param over null: it goes on; else when something was seen again
   */
  record Blindness(Kind kind, Instant since, @Nullable Instant over) implements Subject {
    private static final String PREFIX = "blind/";

    /** What is missing. */
    public enum Kind {
      /** The streams-app's. */
      TICKS,
      /** Events of any host. */
      HOSTS
    }

    /** What an id says, of one that goes on; empty: it is no id of a blindness. */
    public static Optional<Blindness> of(String id) {
      String[] parts = id.split("/", -1);
      if (!id.startsWith(PREFIX) || parts.length != 3) return Optional.empty();
      try {
        Kind kind = Kind.valueOf(parts[1].toUpperCase(Locale.ROOT));
        return Optional.of(new Blindness(kind, Instant.parse(parts[2]), null));
      } catch (IllegalArgumentException | DateTimeParseException e) {
        return Optional.empty();
      }
    }

    public Blindness endedAt(Instant at) {
      return new Blindness(kind, since, at);
    }

    @Override
    public String id() {
      return PREFIX + kind.name().toLowerCase(Locale.ROOT) + "/" + since;
    }

    @Override
    public int revision() {
      return over == null ? 1 : 2;
    }

    @Override
    public int newsRevision() {
      return revision();
    }

    @Override
    public boolean isOver() {
      return over != null;
    }

    @Override
    public boolean isClosed() {
      return isOver();
    }

    @Override
    public boolean isPart() {
      return false;
    }

    @Override
    public Instant lastCrashAt() {
      return at();
    }

    @Override
    public Instant at() {
      return over == null ? since : over;
    }

    @Override
    public Severity severity() {
      return Severity.CRITICAL;
    }

    @Override
    public long crashes() {
      return 0;
    }

    @Override
    public int hostCount() {
      return 0;
    }

    @Override
    public @Nullable String channel() {
      return null;
    }
  }

  /**
   * Incidents that came faster than a channel can take messages, told in one.
   *
   * @param members newest revisions, in the order in which they joined; at least one
   */
  record Storm(String id, List<Alert> members) implements Subject {
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
}
