package dev.groundhog.slack.sink;

import dev.groundhog.slack.delivery.Console;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Subject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a subject is told: where the rules want it, else in the sink's own channel, else in the
 * fallback; a channel that Slack refuses is passed over for an hour.
 */
final class Channels {
  /** Somebody has to mend it; trying again costs one call. */
  static final Duration PASSED_OVER = Duration.ofHours(1);

  private final String own;
  private final @Nullable String fallback;
  private final Map<String, Instant> refusedUntil = new HashMap<>();

  /** What channels were called when something was posted there, by their ids. */
  private final Map<String, String> names = new HashMap<>();

  /**
   * @param fallback null: none is configured
   */
  Channels(String own, @Nullable String fallback) {
    this.own = own;
    this.fallback = fallback;
  }

  /** The best that is not refused; the sink's own where all are. */
  String of(Subject subject, Instant now) {
    return choices(subject).stream().filter(each -> !isRefused(each, now)).findFirst().orElse(own);
  }

  private List<String> choices(Subject subject) {
    if (own.equals(Console.CHANNEL)) return List.of(own);
    // Whoever reads the fallback looks after the pipeline.
    if (subject instanceof Blindness) {
      return Stream.of(fallback, own).filter(each -> each != null).toList();
    }
    String wanted = subject.channel();
    return Stream.of(wanted == null || wanted.isBlank() ? own : wanted, own, fallback)
        .filter(each -> each != null)
        .distinct()
        .toList();
  }

  private boolean isRefused(String channel, Instant now) {
    Instant until = refusedUntil.get(channel);
    return until != null && now.isBefore(until);
  }

  /** Something was posted there. */
  void works(String channel, @Nullable String id) {
    refusedUntil.remove(channel);
    if (id != null) names.put(id, channel);
  }

  /**
   * Slack refuses it.
   *
   * @param channel its name, or the id where a message stands
   * @return where the subject is told instead; null: there is no other place
   */
  @Nullable String refused(Subject subject, String channel, Instant now) {
    List<String> choices = choices(subject);
    String name = choices.contains(channel) ? channel : names.get(channel);
    if (name == null && choices.size() > 1) {
      // A message of long ago stands there; of the channels of today that says nothing.
      return of(subject, now);
    }
    if (name == null) return null;
    boolean another =
        choices.stream().anyMatch(each -> !each.equals(name) && !isRefused(each, now));
    if (!another) return null;
    refusedUntil.put(name, now.plus(PASSED_OVER));
    return of(subject, now);
  }

  /** Whether it was told somewhere that this sink does not tell now: printed, or in Slack. */
  boolean isElsewhere(@Nullable String channel) {
    return channel != null && channel.equals(Console.CHANNEL) != own.equals(Console.CHANNEL);
  }
}
