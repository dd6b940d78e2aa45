package dev.groundhog.ctl.verify;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.Alert.Member;
import dev.groundhog.events.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Whether the revisions of each incident follow from one another and add up: what can be said
 * against them without a replay, and of each of them, not only of the last. Mutable; memory grows
 * with the number of incidents.
 */
final class Chains {
  private final Map<String, Link> newest = new HashMap<>();
  private final Map<String, Integer> firsts = new HashMap<>();
  private final Map<String, String> faults = new HashMap<>();

  private record Link(
      int revision, int news, long crashes, int hostCount, Map<String, Long> hosts) {
    static Link of(Alert alert) {
      boolean all = alert.hostsOmitted() == 0 && alert.scope() == Scope.UNIT;
      Map<String, Long> hosts = new TreeMap<>();
      if (all) alert.hosts().forEach(host -> hosts.put(host.host(), host.crashes()));
      return new Link(
          alert.revision(), alert.newsRevision(), alert.crashes(), alert.hostCount(), hosts);
    }
  }

  /** The next of all alerts, in their order. */
  void add(Alert alert) {
    Link before = newest.get(alert.incident());
    String fault = before == null ? null : next(before, alert);
    if (fault == null) fault = sums(alert);
    if (before == null) firsts.put(alert.incident(), alert.revision());
    if (fault != null) faults.putIfAbsent(alert.incident(), fault);
    newest.put(alert.incident(), Link.of(alert));
  }

  /** What is wrong first with an incident's revisions, for people. */
  Optional<String> fault(String incident) {
    return Optional.ofNullable(faults.get(incident));
  }

  /** The first revision of an incident that was alerted; 0: none was. */
  int first(String incident) {
    return firsts.getOrDefault(incident, 0);
  }

  private static @Nullable String next(Link before, Alert alert) {
    int missing = alert.revision() - before.revision() - 1;
    if (missing != 0) {
      return "revision %d was alerted after revision %d%s"
          .formatted(
              alert.revision(),
              before.revision(),
              missing > 0 ? ": %d missing between them".formatted(missing) : "");
    }
    if (alert.newsRevision() < before.news()) {
      return fell(alert, "the newest news", before.news(), alert.newsRevision());
    }
    // Those of a larger incident are what its members say, and members come and go.
    if (alert.scope() != Scope.UNIT) return null;
    if (alert.crashes() < before.crashes()) {
      return fell(alert, "crashes", before.crashes(), alert.crashes());
    }
    if (alert.hostCount() < before.hostCount()) {
      return fell(alert, "hosts", before.hostCount(), alert.hostCount());
    }
    Map<String, Long> now = Link.of(alert).hosts();
    if (now.isEmpty()) return null;
    for (Map.Entry<String, Long> host : before.hosts().entrySet()) {
      long crashes = now.getOrDefault(host.getKey(), 0L);
      if (crashes < host.getValue() || !now.containsKey(host.getKey())) {
        return fell(alert, "crashes on " + host.getKey(), host.getValue(), crashes);
      }
    }
    return null;
  }

  private static String fell(Alert alert, String what, long from, long to) {
    return "%s fell from %d to %d with revision %d".formatted(what, from, to, alert.revision());
  }

  private static @Nullable String sums(Alert alert) {
    if (!alert.isIncident()) return null;
    if (alert.hostsOmitted() > 0
        && alert.hosts().size() + alert.hostsOmitted() != alert.hostCount()) {
      return doNotAddUp(
          alert, "hosts", alert.hosts().size() + alert.hostsOmitted(), alert.hostCount());
    }
    if (alert.scope() == Scope.UNIT && alert.hostsOmitted() == 0 && !alert.hosts().isEmpty()) {
      if (alert.hosts().size() != alert.hostCount()) {
        return doNotAddUp(alert, "hosts", alert.hosts().size(), alert.hostCount());
      }
      long sum = alert.hosts().stream().mapToLong(HostPart::crashes).sum();
      if (sum != alert.crashes()) return doNotAddUp(alert, "hosts' crashes", sum, alert.crashes());
    }
    if (alert.scope() != Scope.UNIT && alert.membersOmitted() == 0) {
      long sum = alert.members().stream().mapToLong(Member::crashes).sum();
      if (sum != alert.crashes()) {
        return doNotAddUp(alert, "members' crashes", sum, alert.crashes());
      }
    }
    return null;
  }

  private static String doNotAddUp(Alert alert, String what, long listed, long told) {
    return "revision %d does not add up: its %s are %d, it says %d"
        .formatted(alert.revision(), what, listed, told);
  }
}
