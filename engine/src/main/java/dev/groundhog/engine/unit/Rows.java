package dev.groundhog.engine.unit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.events.Alert;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The smaller rows of the unit desk. */
public final class Rows {
  private Rows() {}

  /** The part that one unit on one host has in an incident: instances stand each for itself. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Part(
      String host,
      String unit,
      long crashes,
      @Nullable Instant lastCrashAt,
      @Nullable Integer restarts,
      Evidence evidence) {

    Part with(Evidence newer) {
      return new Part(host, unit, crashes, lastCrashAt, restarts, newer);
    }
  }

  /** One cause of an incident. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record CauseRow(
      String fingerprint,
      String title,
      long crashes,
      int hosts,
      Alert.@Nullable Sample sample,
      boolean decisive) {}

  /**
   * Crashes of a unit on one host that belong to no incident (yet).
   *
   * @param crashes by time, at most {@link #MAX}; each cause's tail once
   * @param due when the newest can no longer matter
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Recent(
      String host, String unit, List<Crash> crashes, Evidence evidence, @Nullable Instant due) {
    /** A speed has at most 100 crashes. */
    static final int MAX = 100;

    public Recent {
      crashes = List.copyOf(crashes);
    }
  }

  /** What is known of a family: on how many hosts it exists. */
  public record Family(int knownHosts) {}
}
