package dev.groundhog.ctl.verify;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.Cause;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a revision counts. None of it depends on the order in which crashes were read, and none ever
 * falls. Pure.
 *
 * @param counts by what they count, in words for people
 * @param allHosts whether each host is listed
 * @param allCauses whether each cause is listed
 * @param timed whether its first and last crash are a crash's times
 */
record Figures(
    Map<String, Long> counts,
    boolean allHosts,
    boolean allCauses,
    boolean timed,
    Instant firstCrashAt,
    Instant lastCrashAt) {
  private static final String ON = "crashes on ";
  private static final String OF_CAUSE = "crashes of cause ";
  private static final String WITH_CAUSE = "hosts with cause ";

  /** The unit desk tells no more causes apart; which of them is left to the order of crashes. */
  private static final int CAUSES_APART = 100;

  static Figures of(Alert alert) {
    Map<String, Long> counts = new LinkedHashMap<>();
    counts.put("crashes", alert.crashes());
    counts.put("hosts", (long) alert.hostCount());
    counts.put("hosts not listed", (long) alert.hostsOmitted());
    Map<String, Long> hosts = new TreeMap<>();
    for (HostPart host : alert.hosts()) hosts.merge(ON + host.host(), host.crashes(), Long::sum);
    counts.putAll(hosts);
    alert.exits().forEach((exit, crashes) -> counts.put("crashes of " + exit, crashes));
    if (causesCount(alert)) causes(alert, counts);
    return new Figures(
        counts,
        alert.hostsOmitted() == 0,
        alert.causesOmitted() == 0 && causesCount(alert),
        isTimed(alert),
        alert.firstCrashAt(),
        alert.lastCrashAt());
  }

  /**
   * Opened because systemd gave up, before a crash was read, it begins then; read after one, with
   * the crash. And a larger one has the times of its members, whatever opened those.
   */
  static boolean isTimed(Alert alert) {
    return alert.scope() == Scope.UNIT && alert.openReason() != Reason.GAVE_UP;
  }

  /** What a larger one says of causes is what its members listed as they were last told. */
  private static boolean causesCount(Alert alert) {
    return alert.scope() == Scope.UNIT
        && alert.causes().size() + alert.causesOmitted() < CAUSES_APART;
  }

  private static void causes(Alert alert, Map<String, Long> counts) {
    counts.put("causes", (long) alert.causes().size() + alert.causesOmitted());
    Map<String, Cause> sorted = new TreeMap<>();
    alert.causes().forEach(cause -> sorted.put(cause.fingerprint(), cause));
    for (Cause cause : sorted.values()) {
      counts.put(OF_CAUSE + cause.fingerprint(), cause.crashes());
      counts.put(WITH_CAUSE + cause.fingerprint(), (long) cause.hosts());
    }
  }

  /**
   * @return null: nothing is said of it, because a list was cut
   */
  @Nullable Long get(String what) {
    Long count = counts.get(what);
    if (count != null) return count;
    if (what.startsWith(ON)) return allHosts ? 0L : null;
    boolean ofCause =
        what.equals("causes") || what.startsWith(OF_CAUSE) || what.startsWith(WITH_CAUSE);
    return ofCause && !allCauses ? null : Long.valueOf(0);
  }

  /** Whether it is how much of a list was left out, which says nothing by itself. */
  static boolean isOfList(String what) {
    return what.equals("hosts not listed");
  }
}
