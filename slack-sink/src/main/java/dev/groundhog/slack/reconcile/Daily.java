package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one channel was told of in a day, and what still goes on. Said once, at the day's end, and
 * never changed.
 *
 * @param at the end of the day, which is 24 hours long whatever clocks do
 * @param daysBefore days before it that the history tells of, from 0 to 7: what is usual
 * @param before crashes in those days, of all units of the channel
 * @param channel where the rules want these units told; null: they do not say
 * @param families those whose crashes were counted in it, most crashes first
 * @param open incidents that stand by themselves and go on, worst first, without hosts' details and
 *     causes
 */
public record Daily(
    Instant at,
    int daysBefore,
    long before,
    @Nullable String channel,
    List<Family> families,
    List<Alert> open)
    implements Subject {

  public Daily {
    families = List.copyOf(families);
    open = List.copyOf(open);
  }

  /**
   * One unit family's day.
   *
   * @param crashes counted in incidents; those below every threshold are not
   * @param incidents in which they were counted
   * @param hosts of the incident with most hosts
   * @param before crashes in the days before
   */
  public record Family(String unit, long crashes, int incidents, int hosts, long before) {}

  @Override
  public String id() {
    return "daily/" + at + "/" + (channel == null ? "" : channel);
  }

  @Override
  public int revision() {
    return 1;
  }

  @Override
  public int newsRevision() {
    return 1;
  }

  /** It waits for the end of a mute time, like what goes on. */
  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public boolean isClosed() {
    return true;
  }

  @Override
  public boolean isPart() {
    return false;
  }

  @Override
  public Instant lastCrashAt() {
    return at;
  }

  /** Until the next one says it better, whatever the setting for incidents and the mute times. */
  @Override
  public Instant tellUntil(Duration within) {
    return at.plus(Duration.ofDays(1));
  }

  @Override
  public Severity severity() {
    return Severity.INFO;
  }

  @Override
  public long crashes() {
    return families.stream().mapToLong(Family::crashes).sum();
  }

  @Override
  public int hostCount() {
    return 0;
  }
}
