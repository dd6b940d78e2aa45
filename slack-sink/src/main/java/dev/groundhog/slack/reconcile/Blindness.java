package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Severity;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is seen any more; told where most people look.
 *
 * @param since when something was seen last
 * @param over null: it goes on; else when something was seen again
 */
public record Blindness(Kind kind, Instant since, @Nullable Instant over) implements Subject {
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
