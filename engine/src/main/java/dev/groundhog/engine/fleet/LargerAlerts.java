package dev.groundhog.engine.fleet;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes a larger incident down as a revision: what its members say, added up.
 *
 * <p>Members list 50 hosts and five causes each; what they leave out is missing in the sums by host
 * and by cause, so {@code hostCount} of a cause's incident is "at least". Crashes are complete.
 */
final class LargerAlerts {
  /** How many ways to die are told apart; the rest is "other". */
  private static final int MAX_EXITS = 16;

  /** From the least comforting on. */
  private static final List<HostState> WORST_FIRST =
      List.of(
          HostState.CRASHING,
          HostState.NOT_HEARD_FROM,
          HostState.GAVE_UP,
          HostState.DOWN,
          HostState.QUIET,
          HostState.RECOVERED,
          HostState.STOPPED,
          HostState.UNKNOWN);

  private static final Comparator<Part> CRASHING_FIRST =
      Comparator.comparing(Part::hasLeft)
          .thenComparing(part -> !part.isCrashing())
          .thenComparing(Comparator.comparingLong(Part::crashes).reversed())
          .thenComparing(Part::incident);

  private final FleetTables tables;

  LargerAlerts(FleetTables tables) {
    this.tables = tables;
  }

  /**
   * @param row as it is after telling
   * @param parts all of it, at least one
   */
  Alert write(Larger row, List<Part> parts, Reason reason) {
    List<Part> sorted = parts.stream().sorted(CRASHING_FIRST).toList();
    List<Alert> members = sorted.stream().map(this::alertOf).toList();
    List<Alert.HostPart> hosts = hosts(row, members);
    List<Alert.Cause> causes = causes(row, members, reason.isNews());
    return AlertBuilder.builder()
        .v(Alert.VERSION)
        .incident(row.id())
        .revision(row.revision())
        .state(row.state())
        .reason(reason)
        .newsRevision(row.newsRevision())
        .newsReason(row.newsReason())
        .openReason(row.openReason())
        .scope(row.scope())
        .severity(row.severity())
        .openedAt(row.openedAt())
        .firstCrashAt(time(members.stream().map(Alert::firstCrashAt).toList(), false))
        .lastCrashAt(time(members.stream().map(Alert::lastCrashAt).toList(), true))
        .at(row.at())
        .reopened(row.reopened())
        .crashes(parts.stream().mapToLong(Part::crashes).sum())
        .hostCount(hosts.size())
        .hosts(hosts.stream().limit(Alert.MAX_HOSTS).toList())
        .hostsOmitted(Math.max(0, hosts.size() - Alert.MAX_HOSTS))
        .exits(exits(members))
        .causes(causes.stream().limit(Alert.MAX_CAUSES).toList())
        .causesOmitted(Math.max(0, causes.size() - Alert.MAX_CAUSES))
        .members(sorted.stream().limit(Alert.MAX_MEMBERS).map(Part::listed).toList())
        .membersOmitted(Math.max(0, sorted.size() - Alert.MAX_MEMBERS))
        .labels(shared(members))
        .channel(row.channel())
        .build();
  }

  private Alert alertOf(Part part) {
    if (part.left() != null) return part.left();
    Member member = tables.members().get(part.incident());
    if (member == null) throw new IllegalStateException("part without member: " + part.incident());
    return member.alert();
  }

  private static Instant time(List<Instant> times, boolean last) {
    Instant found = times.get(0);
    for (Instant time : times) if (time.isAfter(found) == last) found = time;
    return found;
  }

  private static List<Alert.HostPart> hosts(Larger row, List<Alert> members) {
    Map<String, Alert.HostPart> hosts = new TreeMap<>();
    for (Alert member : members) {
      for (Alert.HostPart host : member.hosts()) {
        // One that left for spreading has parts elsewhere that are not this host's affair.
        if (row.scope() == Scope.HOST && !host.host().equals(row.value())) continue;
        hosts.merge(host.host(), host, LargerAlerts::together);
      }
    }
    return hosts.values().stream()
        .sorted(
            Comparator.comparingLong(Alert.HostPart::crashes)
                .reversed()
                .thenComparing(Alert.HostPart::host))
        .toList();
  }

  private static Alert.HostPart together(Alert.HostPart a, Alert.HostPart b) {
    boolean worse = WORST_FIRST.indexOf(a.state()) <= WORST_FIRST.indexOf(b.state());
    Instant last = later(a.lastCrashAt(), b.lastCrashAt());
    // Restarts are one unit's; of several there is no such number.
    return new Alert.HostPart(
        a.host(), a.crashes() + b.crashes(), worse ? a.state() : b.state(), last, null);
  }

  private static @Nullable Instant later(@Nullable Instant a, @Nullable Instant b) {
    if (a == null || b == null) return a == null ? b : a;
    return a.isAfter(b) ? a : b;
  }

  private static Map<String, Long> exits(List<Alert> members) {
    Map<String, Long> exits = new TreeMap<>();
    for (Alert member : members) {
      member
          .exits()
          .forEach(
              (exit, n) -> {
                boolean room = exits.containsKey(exit) || exits.size() < MAX_EXITS - 1;
                exits.merge(room ? exit : "other", n, Long::sum);
              });
    }
    return exits;
  }

  private static List<Alert.Cause> causes(Larger row, List<Alert> members, boolean news) {
    Map<String, Alert.Cause> causes = new LinkedHashMap<>();
    for (Alert member : members) {
      for (Alert.Cause cause : member.causes()) {
        if (row.scope() == Scope.CAUSE && !cause.fingerprint().equals(row.value())) continue;
        causes.merge(cause.fingerprint(), cause, LargerAlerts::together);
      }
    }
    List<Alert.Cause> sorted = new ArrayList<>(causes.values());
    sorted.sort(
        Comparator.comparingLong(Alert.Cause::crashes)
            .reversed()
            .thenComparing(Alert.Cause::fingerprint));
    for (int i = 1; i < sorted.size() && !news; i++) sorted.set(i, with(sorted.get(i), null));
    return sorted;
  }

  private static Alert.Cause together(Alert.Cause a, Alert.Cause b) {
    Alert.Cause sum =
        new Alert.Cause(
            a.fingerprint(),
            a.title(),
            a.crashes() + b.crashes(),
            Math.max(a.hosts(), b.hosts()),
            a.sample(),
            a.decisive());
    return a.sample() == null ? with(sum, b.sample()) : sum;
  }

  private static Alert.Cause with(Alert.Cause cause, Alert.@Nullable Sample sample) {
    return new Alert.Cause(
        cause.fingerprint(),
        cause.title(),
        cause.crashes(),
        cause.hosts(),
        sample,
        cause.decisive());
  }

  private static Map<String, String> shared(List<Alert> members) {
    Map<String, String> shared = new TreeMap<>(members.get(0).labels());
    for (Alert member : members) shared.entrySet().retainAll(member.labels().entrySet());
    return shared;
  }
}
