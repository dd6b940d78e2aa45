package dev.groundhog.engine.unit;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.events.Alert;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
   * @param due when it settles, or goes
   * @param settled whether it waited for a whole gap and became no loop
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Recent(
      String host, String unit, List<Crash> crashes, @Nullable Instant due, boolean settled) {
    /** A speed has at most 100 crashes. */
    static final int MAX = 100;

    public Recent {
      crashes = List.copyOf(crashes);
    }
  }

  /**
   * What is known of a family.
   *
   * @param known hosts on which it exists
   * @param byAgent those of them whose agent says so
   * @param apart those of the known that have a part in an incident that is not closed
   * @param healthy what labels the others have whose agents are not silent
   * @param changed when a label last changed on some host; the newest {@value #MAX_CHANGED}
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Family(
      int known, int byAgent, int apart, Traits healthy, Map<String, Instant> changed) {
    static final int MAX_CHANGED = 20;
    static final Family NONE = new Family(0, 0, 0, Traits.NONE, Map.of());

    public Family {
      healthy = healthy == null ? Traits.NONE : healthy;
      changed = changed == null ? Map.of() : new TreeMap<>(changed);
    }

    Family with(KnownHost host) {
      return with(
          host, 1, host.isHealthy() ? healthy.plus(host.labels(), host.complete()) : healthy);
    }

    Family without(KnownHost host) {
      return with(
          host, -1, host.isHealthy() ? healthy.minus(host.labels(), host.complete()) : healthy);
    }

    private Family with(KnownHost host, int n, Traits healthy) {
      if (!host.known()) return this;
      return new Family(
          known + n,
          byAgent + (host.byAgent() ? n : 0),
          apart + (host.incidents() > 0 ? n : 0),
          healthy,
          changed);
    }

    Family changed(String label, Instant at) {
      Map<String, Instant> next = new TreeMap<>(changed);
      next.merge(label, at, (a, b) -> a.isAfter(b) ? a : b);
      return new Family(known, byAgent, apart, healthy, KnownHosts.newest(next, MAX_CHANGED));
    }
  }

  /**
   * A family on one host.
   *
   * @param known whether it exists there
   * @param byAgent whether the host's agent said so
   * @param silent whether that agent fell silent
   * @param labels of its newest run, or of the host
   * @param complete whether these are all the run's
   * @param incidents that are not closed and in which the host has a part
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record KnownHost(
      boolean known,
      boolean byAgent,
      boolean silent,
      boolean complete,
      int incidents,
      Map<String, String> labels) {
    static final KnownHost NONE = new KnownHost(false, false, false, false, 0, Map.of());

    public KnownHost {
      labels = labels == null ? Map.of() : new TreeMap<>(labels);
    }

    KnownHost with(Map<String, String> newer, boolean all) {
      return new KnownHost(known, byAgent, silent, all, incidents, newer);
    }

    KnownHost as(boolean isKnown, boolean isByAgent, boolean isSilent) {
      return new KnownHost(isKnown, isByAgent, isSilent, complete, incidents, labels);
    }

    KnownHost withIncidents(int more) {
      return new KnownHost(known, byAgent, silent, complete, incidents + more, labels);
    }

    boolean isHealthy() {
      return known && !silent && incidents == 0;
    }

    boolean isNothing() {
      return !known && incidents == 0;
    }
  }

  /** The labels that a host's newest crash in an incident had. */
  public record Labels(Map<String, String> labels) {
    public Labels {
      labels = new TreeMap<>(labels);
    }
  }
}
