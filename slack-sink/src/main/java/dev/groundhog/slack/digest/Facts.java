package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The sentences below the headline: how often, since when, how it dies, how it ended. */
final class Facts {
  private static final int MAX_EXITS = 3;
  private static final int MAX_GIVEN_UP = 3;

  private Facts() {}

  static List<List<Span>> of(Alert alert, Extent extent) {
    List<List<Span>> facts = new ArrayList<>();
    AlertState state = Tone.endOf(alert);
    boolean open = state == AlertState.OPEN || state == AlertState.UNKNOWN;
    if (alert.partOf() != null) facts.add(Members.partOf(alert));
    if (!open) facts.add(ending(alert));
    facts.add(open ? soFar(alert) : total(alert));
    if (!alert.exits().isEmpty()) facts.add(exits(alert, open));
    if (open) facts.addAll(givenUp(alert, extent));
    return facts;
  }

  private static List<Span> soFar(Alert alert) {
    List<Span> line = new ArrayList<>();
    line.add(Span.bold(Words.crashes(alert.crashes())));
    if (alert.crashes() < 2) {
      line.add(Span.plain(" at "));
      line.add(Span.dayTime(alert.lastCrashAt()));
      return line;
    }
    line.add(Span.plain(" since "));
    line.add(Span.dayTime(alert.firstCrashAt()));
    line.add(Span.plain(", the last at "));
    line.add(later(alert.lastCrashAt(), alert.firstCrashAt()));
    line.add(Span.plain(rate(alert)));
    return line;
  }

  /** The mean over the whole incident; with two crashes there is no rate yet. */
  private static String rate(Alert alert) {
    Duration lasted = Duration.between(alert.firstCrashAt(), alert.lastCrashAt());
    if (alert.crashes() < 3 || lasted.toSeconds() < 2) return "";
    long gapMillis = lasted.toMillis() / (alert.crashes() - 1);
    return gapMillis < 1000
        ? "; about " + Words.number(Math.max(1, 1000 / Math.max(1, gapMillis))) + " a second"
        : "; one every " + Words.duration(Duration.ofMillis(gapMillis));
  }

  private static List<Span> total(Alert alert) {
    Duration lasted = Duration.between(alert.firstCrashAt(), alert.lastCrashAt());
    List<Span> line = new ArrayList<>();
    line.add(Span.plain("It was "));
    line.add(Span.bold(Words.crashes(alert.crashes())));
    line.add(Span.plain(" on " + Storyteller.hostsOf(alert)));
    if (lasted.toSeconds() > 0) {
      line.add(Span.plain(" within " + Words.duration(lasted)));
    }
    line.add(Span.plain(", from "));
    line.add(Span.dayTime(alert.firstCrashAt()));
    if (alert.newsReason() == Reason.LATE || alert.openReason() == Reason.LATE) {
      line.add(Span.plain("; reported late, when it was over"));
    }
    return line;
  }

  /** How it ended and on what evidence; not a word more than is known. */
  static List<Span> ending(Alert alert) {
    List<Span> line = new ArrayList<>();
    List<Alert.Member> crashing = alert.members().stream().filter(Members::standsByItself).toList();
    if (!crashing.isEmpty()) {
      return Members.stillCrashing(crashing);
    }
    line.add(Span.plain("No crash since "));
    line.add(Span.dayTime(alert.lastCrashAt()));
    String evidence =
        switch (Tone.endOf(alert)) {
          case RECOVERED ->
              isLarger(alert)
                  ? ", and they were seen running since."
                  : alert.hostCount() == 1
                      ? ", and it was seen running there since."
                      : ", and it was seen running since on the hosts where it crashed.";
          case QUIET ->
              isLarger(alert)
                  ? ". Whether all of them run is not known."
                  : ". Whether it runs is not known: nothing was heard of it since.";
          case DOWN ->
              isLarger(alert)
                  ? ", but not all of them run: some stay stopped."
                  : ", because it is stopped and stays stopped.";
          case NOT_HEARD_FROM ->
              ", but its hosts have fallen silent too: it may be crashing unseen.";
          default -> ".";
        };
    line.add(Span.plain(evidence));
    if (alert.state() == AlertState.CLOSED) {
      line.add(Span.plain(" Closed: the next crash loop gets a message of its own."));
    }
    return line;
  }

  private static boolean isLarger(Alert alert) {
    return alert.scope() == Scope.HOST || alert.scope() == Scope.CAUSE;
  }

  private static List<Span> exits(Alert alert, boolean open) {
    List<Map.Entry<String, Long>> sorted =
        alert.exits().entrySet().stream()
            .sorted(
                Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    List<Span> line = new ArrayList<>();
    String they = alert.scope() == Scope.UNIT ? "It" : "They";
    String die = alert.scope() == Scope.UNIT ? " dies of " : " die of ";
    line.add(Span.plain(they + (open ? die : " died of ")));
    int shown = Math.min(MAX_EXITS, sorted.size());
    for (int i = 0; i < shown; i++) {
      if (i > 0) line.add(Span.plain(", "));
      if (sorted.size() > 1) line.add(Span.plain(times(sorted.get(i).getValue())));
      line.add(Span.bold(Exits.decode(sorted.get(i).getKey())));
    }
    long rest = sorted.stream().skip(shown).mapToLong(Map.Entry::getValue).sum();
    if (rest > 0) line.add(Span.plain(" and " + times(rest) + "in other ways"));
    return line;
  }

  private static String times(long n) {
    return Words.number(n) + "× ";
  }

  /** Hosts that do not crash any more because systemd stopped trying. */
  private static List<List<Span>> givenUp(Alert alert, Extent extent) {
    List<String> hosts =
        alert.hosts().stream()
            .filter(host -> host.state() == HostState.GAVE_UP)
            .map(host -> Clean.name(host.host(), extent.name()))
            .toList();
    if (hosts.isEmpty()) return List.of();
    String named = givenUp(alert, hosts, MAX_GIVEN_UP);
    return List.of(
        List.of(
            Span.plain("systemd gave up on "),
            Span.bold(named),
            Span.plain(": it stays down there until somebody starts it")));
  }

  /** Of hosts that the revision leaves out nobody knows how many have been given up. */
  static String givenUp(Alert alert, List<String> hosts, int most) {
    if (alert.hostsOmitted() > 0) return "at least " + Words.hosts(hosts.size());
    return hosts.size() <= most ? Words.and(hosts) : Words.hosts(hosts.size());
  }

  private static Span later(Instant at, Instant first) {
    return Duration.between(first, at).toHours() < 12 ? Span.time(at) : Span.dayTime(at);
  }
}
