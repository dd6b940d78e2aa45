package dev.groundhog.slack.delivery;

import dev.groundhog.events.Delivery.Action;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * When the next call may start. Above one message a second in a channel Slack answers "ok" and
 * shows nothing, so pacing is not politeness: a message sent too early may be lost.
 *
 * <p>A burst of one, never a bucket: after an outage a full bucket would fire just then. Time is an
 * argument. Not thread-safe.
 */
public final class Pacer {
  private static final Duration SECOND = Duration.ofSeconds(1);

  /** Slack: 1 message per second and channel; a tenth more for the network's jitter. */
  static final Duration BETWEEN_MESSAGES = Duration.ofMillis(1100);

  /** Slack's tier 3: 50 calls of chat.update a minute for the whole workspace. */
  static final Duration BETWEEN_EDITS = Duration.ofMillis(1200);

  /** The same tier for conversations.history and .replies: 50 calls a minute. */
  static final Duration BETWEEN_LOOKS = Duration.ofMillis(1200);

  static final Duration FIRST_BACKOFF = Duration.ofSeconds(1);
  static final Duration MAX_BACKOFF = Duration.ofMinutes(1);

  /** Somebody has to mend it, and then wants to see it work without a restart. */
  static final Duration MAX_REFUSED_BACKOFF = Duration.ofMinutes(5);

  private final RandomGenerator random;
  private final Map<String, Instant> nextMessage = new HashMap<>();

  /** Slack's ids of channels that settings and rules call by name. */
  private final Map<String, String> ids = new HashMap<>();

  private final Map<String, Trouble> unusable = new HashMap<>();
  private Instant nextEdit = Instant.MIN;
  private Instant nextLook = Instant.MIN;
  private Instant messagesPaused = Instant.MIN;
  private Instant allPaused = Instant.MIN;
  private Instant newest = Instant.EPOCH;
  private int failures;
  private int lookFailures;

  /** A channel that Slack refuses, how often in a row, and when to try again. */
  private record Trouble(int failures, Instant until) {}

  /**
   * @param random spreads retries, so that what failed together does not come back together
   */
  public Pacer(RandomGenerator random) {
    this.random = random;
  }

  /**
   * Takes note of the time. If the clock was set back, what had to be waited for is waited for as
   * long as before, and not as much longer.
   */
  public void at(Instant now) {
    Duration back = Duration.between(now, newest);
    if (back.compareTo(SECOND) > 0) {
      nextMessage.replaceAll((channel, at) -> at.minus(back));
      unusable.replaceAll(
          (c, trouble) -> new Trouble(trouble.failures(), trouble.until().minus(back)));
      nextEdit = earlier(nextEdit, back);
      nextLook = earlier(nextLook, back);
      messagesPaused = earlier(messagesPaused, back);
      allPaused = earlier(allPaused, back);
    }
    newest = now;
  }

  private static Instant earlier(Instant at, Duration by) {
    return at.equals(Instant.MIN) ? at : at.minus(by);
  }

  /** The earliest moment for such a call. */
  public Instant earliest(Action action, String channel) {
    Trouble trouble = unusable.get(channel);
    Instant open = trouble == null ? allPaused : later(allPaused, trouble.until());
    if (action == Action.EDIT) return later(open, nextEdit);
    return later(later(open, messagesPaused), nextMessage(action, channel));
  }

  /**
   * A channel that is posted to by its name may be any of those that were replied in by id, until
   * Slack has told its id.
   */
  private Instant nextMessage(Action action, String channel) {
    String id = ids.get(channel);
    if (action == Action.POST && id == null) {
      return nextMessage.values().stream().reduce(Instant.MIN, Pacer::later);
    }
    return nextMessage.getOrDefault(id == null ? channel : id, Instant.MIN);
  }

  /** Slack's answer told the id of a channel. */
  public void learns(String channel, String id) {
    ids.put(channel, id);
    Instant next = nextMessage.remove(channel);
    if (next != null) nextMessage.merge(id, next, Pacer::later);
  }

  /** Takes note that such a call starts. */
  public void starts(Action action, String channel, Instant now) {
    if (action == Action.EDIT) {
      nextEdit = now.plus(BETWEEN_EDITS);
    } else {
      nextMessage.put(ids.getOrDefault(channel, channel), now.plus(BETWEEN_MESSAGES));
      // Grows with the channels of the last seconds only.
      nextMessage.values().removeIf(at -> at.isBefore(now.minus(BETWEEN_MESSAGES)));
    }
  }

  /**
   * Its call is over. Slack counts from when it took the message, which was before the answer; how
   * long before, nobody knows, so the full second counts from here.
   */
  public void ended(Action action, String channel, Instant now) {
    if (action == Action.EDIT) return;
    Instant next = now.plus(SECOND);
    nextMessage.merge(ids.getOrDefault(channel, channel), next, Pacer::later);
  }

  /** The earliest moment to look something up. */
  public Instant earliestLook() {
    return later(allPaused, nextLook);
  }

  /** Takes note that something is looked up. */
  public void looks(Instant now) {
    nextLook = now.plus(BETWEEN_LOOKS);
  }

  /** Slack named a pause for looking things up. */
  public void lookRateLimited(Duration pause, Instant now) {
    nextLook = later(nextLook, now.plus(pause).plusMillis(random.nextLong(500)));
  }

  /** Looking did not work; nothing else waits for that. */
  public void lookFailed(Instant now) {
    nextLook = later(nextLook, now.plus(backoff(lookFailures++, MAX_BACKOFF)));
  }

  /** Slack named a pause for this kind of call; jitter comes after it, never before. */
  public void rateLimited(Action action, Duration pause, Instant now) {
    Instant until = now.plus(pause).plusMillis(random.nextLong(500));
    if (action == Action.EDIT) {
      nextEdit = later(nextEdit, until);
    } else {
      messagesPaused = later(messagesPaused, until);
    }
  }

  /** Slack is away, broken, or refuses us: everything waits, longer each time. */
  public void failed(boolean credential, Instant now) {
    Duration limit = credential ? MAX_REFUSED_BACKOFF : MAX_BACKOFF;
    allPaused = later(allPaused, now.plus(backoff(failures++, limit)));
  }

  /** Slack refuses this channel: the others go on. */
  public void refused(String channel, Instant now) {
    Trouble before = unusable.getOrDefault(channel, new Trouble(0, now));
    Instant until = now.plus(backoff(before.failures(), MAX_REFUSED_BACKOFF));
    unusable.put(channel, new Trouble(before.failures() + 1, until));
  }

  /** Slack took something that was meant for this channel. */
  public void works(String channel) {
    failures = 0;
    lookFailures = 0;
    unusable.remove(channel);
  }

  private Duration backoff(int before, Duration limit) {
    Duration doubled = FIRST_BACKOFF.multipliedBy(1L << Math.min(20, before));
    long most = Math.min(doubled.toMillis(), limit.toMillis());
    return Duration.ofMillis(most / 2 + random.nextLong(most / 2 + 1));
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
