package dev.groundhog.slack.fake;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Revisions of one incident, as streams-app would write them. */
public final class Alerts {
  public static final Instant START = Instant.parse("2026-11-22T11:22:41.581Z");
  public static final String INCIDENT = "chat.service/2026-11-22T11:22:41.581Z/1f3a";

  /** What a small Java program wrote when it crashed. */
  private static final List<String> CRASH =
      List.of(
          "11:24:58 INFO chat 1.4.2 listening on :8080",
          "11:24:58 INFO restoring 3 rooms",
          "11:24:59 INFO client 10.2.0.17 joins room 5",
          "Exception in thread \"main\" java.lang.IllegalStateException: room directory is out of step"
              + " with the clients",
          "\tat chat.Server.join(Server.java:21)",
          "\tat chat.Server.main(Server.java:13)",
          "Caused by: java.lang.ArrayIndexOutOfBoundsException: Index 5 out of bounds for length 3",
          "\tat java.base/java.util.ImmutableCollections$ListN.get(ImmutableCollections.java:680)",
          "\tat chat.Server$Rooms.at(Server.java:27)",
          "\tat chat.Server.join(Server.java:19)",
          "\t... 1 more");

  private Alerts() {}

  /** A wave: three hosts, one crash each, nothing else known yet. */
  public static Alert wave() {
    return AlertBuilder.builder()
        .v(1)
        .incident(INCIDENT)
        .revision(1)
        .state(AlertState.OPEN)
        .reason(Reason.WAVE)
        .newsRevision(1)
        .newsReason(Reason.WAVE)
        .openReason(Reason.WAVE)
        .scope(Scope.UNIT)
        .unit("chat.service")
        .severity(Severity.WARNING)
        .openedAt(START.plusSeconds(9))
        .firstCrashAt(START)
        .lastCrashAt(START.plusSeconds(9))
        .at(START.plusMillis(9100))
        .crashes(3)
        .hostCount(3)
        .hosts(List.of(host("web-1", 1), host("web-2", 1), host("web-3", 1)))
        .exits(Map.of("exit-code 1", 3L))
        .causes(
            List.of(
                new Alert.Cause(
                    "v1:9c1e04d2",
                    "java.lang.ArrayIndexOutOfBoundsException: Index # out of bounds for length #",
                    3,
                    3,
                    new Alert.Sample("web-3", START.plusSeconds(9), CRASH),
                    true)))
        .labels(Map.of("env", "prod"))
        .build();
  }

  /** It spread: five hosts, one given up, two ways to die, a suspect. */
  public static Alert spread() {
    return AlertBuilder.builder(wave())
        .revision(4)
        .newsRevision(4)
        .reason(Reason.SPREAD)
        .newsReason(Reason.SPREAD)
        .severity(Severity.CRITICAL)
        .lastCrashAt(START.plusSeconds(139))
        .at(START.plusMillis(139_100))
        .crashes(17)
        .hostCount(5)
        .knownHosts(12)
        .hosts(
            List.of(
                host("web-1", 6),
                new Alert.HostPart("web-2", 5, HostState.GAVE_UP, START.plusSeconds(90), 5),
                host("web-3", 3),
                host("web-4", 2),
                host("web-7", 1)))
        .exits(Map.of("exit-code 1", 12L, "signal KILL", 5L))
        .suspects(List.of(new Alert.Suspect("version", "1.4.2", "5/5", "0/7")))
        .causes(
            List.of(
                new Alert.Cause(
                    "v1:9c1e04d2",
                    "java.lang.ArrayIndexOutOfBoundsException: Index # out of bounds for length #",
                    12,
                    4,
                    new Alert.Sample("web-1", START.plusSeconds(138), CRASH),
                    true),
                new Alert.Cause(
                    "v1:40aa11c2", "Out of memory: Killed process # (java)", 5, 2, null, true)))
        .build();
  }

  /** A unit of which each start is told, and 37 others before it were not. */
  public static Alert started() {
    return AlertBuilder.builder(stopped(true))
        .incident("chat.service/2026-11-22T11:22:41.581Z/0c1d2e3f")
        .reason(Reason.STARTED)
        .newsReason(Reason.STARTED)
        .openReason(Reason.STARTED)
        .exits(Map.of())
        .causes(List.of())
        .notice(new Alert.Notice("chat.service", false, 37))
        .build();
  }

  /** A unit of which each stop is told: an exit 3, or a stop by hand. */
  public static Alert stopped(boolean planned) {
    Alert.Cause cause = wave().causes().get(0);
    return AlertBuilder.builder(wave())
        .incident("chat.service/2026-11-22T11:22:50.581Z/9a8b7c6d")
        .state(AlertState.CLOSED)
        .reason(Reason.STOPPED)
        .newsReason(Reason.STOPPED)
        .openReason(Reason.STOPPED)
        .severity(planned ? Severity.INFO : Severity.WARNING)
        .firstCrashAt(START.plusSeconds(9))
        .crashes(planned ? 0 : 1)
        .hostCount(1)
        .hosts(
            List.of(
                new Alert.HostPart(
                    "web-1",
                    planned ? 0 : 1,
                    planned ? HostState.STOPPED : HostState.CRASHING,
                    planned ? null : START.plusSeconds(9),
                    null)))
        .exits(planned ? Map.of("success", 1L) : Map.of("exit-code 3", 1L))
        .causes(
            planned
                ? List.of()
                : List.of(
                    new Alert.Cause(
                        cause.fingerprint(), cause.title(), 1, 1, cause.sample(), true)))
        .notice(new Alert.Notice("chat.service", planned, 0))
        .build();
  }

  /** A script said something through groundhog-tee. */
  public static Alert note(Severity severity, Alert.Note note) {
    return AlertBuilder.builder(stopped(true))
        .incident("note:nightly-backup/2026-11-22T11:22:50.581Z/5e6f7a8b")
        .reason(Reason.NOTE)
        .newsReason(Reason.NOTE)
        .openReason(Reason.NOTE)
        .unit("note:nightly-backup")
        .severity(severity)
        .lastCrashAt(START.plusSeconds(9))
        .hosts(List.of(new Alert.HostPart("web-1", 0, HostState.QUIET, null, null)))
        .exits(Map.of())
        .labels(Map.of("user", "backup"))
        .notice(null)
        .note(note)
        .build();
  }

  /** A backup that went wrong, and 12 notes of it before that nobody was told of. */
  public static Alert backupFailed() {
    List<String> lines =
        List.of(
            "[4096 bytes before this left out]",
            "rsync: send_files failed to open \"/srv/db/a\": Permission denied (13)",
            "rsync: send_files failed to open \"/srv/db/b\": Permission denied (13)",
            "rsync: send_files failed to open \"/srv/db/c\": Permission denied (13)",
            "3 files failed");
    return note(
        Severity.WARNING, new Alert.Note("Nightly backup", "backup@db.service", lines, 120, 12));
  }

  /** Only figures changed. */
  public static Alert more(Alert before, int crashes) {
    return AlertBuilder.builder(before)
        .revision(before.revision() + 1)
        .reason(Reason.COUNT)
        .crashes(before.crashes() + crashes)
        .lastCrashAt(before.lastCrashAt().plusSeconds(crashes))
        .at(before.at().plusSeconds(crashes))
        .build();
  }

  /** The next revision, which is news. */
  public static Alert news(Alert before, Reason reason, AlertState state) {
    return AlertBuilder.builder(before)
        .revision(before.revision() + 1)
        .newsRevision(before.revision() + 1)
        .reason(reason)
        .newsReason(reason)
        .state(state)
        .at(before.at().plusSeconds(600))
        .build();
  }

  /** Over, and seen running again. */
  public static Alert recovered() {
    return ended(Reason.RECOVERED, AlertState.RECOVERED, HostState.RECOVERED);
  }

  /** Over in whatever way, on all hosts alike. */
  public static Alert ended(Reason reason, AlertState state, HostState hostState) {
    List<Alert.HostPart> hosts = new ArrayList<>();
    for (Alert.HostPart host : spread().hosts()) {
      hosts.add(
          new Alert.HostPart(host.host(), host.crashes(), hostState, host.lastCrashAt(), null));
    }
    return AlertBuilder.builder(news(spread(), reason, state)).hosts(hosts).build();
  }

  /** Over for good. */
  public static Alert closed() {
    Alert recovered = recovered();
    return AlertBuilder.builder(recovered)
        .revision(recovered.revision() + 1)
        .reason(Reason.CLOSED)
        .state(AlertState.CLOSED)
        .at(recovered.at().plusSeconds(1800))
        .build();
  }

  /** Many services of one host, one of them gone its own way. */
  public static Alert host() {
    return AlertBuilder.builder(wave())
        .incident("host:web-1/2026-11-22T11:22:41.581Z/77ab")
        .scope(Scope.HOST)
        .unit(null)
        .reason(Reason.MANY_UNITS)
        .newsReason(Reason.MANY_UNITS)
        .openReason(Reason.MANY_UNITS)
        .severity(Severity.CRITICAL)
        .crashes(23)
        .hostCount(1)
        .hosts(List.of(host("web-1", 23)))
        .exits(Map.of("exit-code 1", 17L, "signal KILL", 6L))
        .causes(
            List.of(
                new Alert.Cause(
                    "v1:0d15c", "OSError: [Errno #] No space left on device", 14, 1, null, true)))
        .members(
            List.of(
                member("chat.service", AlertState.OPEN, 11, 1, false),
                member("worker@.service", AlertState.OPEN, 7, 1, false),
                member("redis.service", AlertState.RECOVERED, 3, 1, false),
                member("postgresql.service", AlertState.OPEN, 2, 1, true)))
        .build();
  }

  /** One cause in services of several hosts. */
  public static Alert cause() {
    return AlertBuilder.builder(spread())
        .incident("cause:v1:9c1e04d2/2026-11-22T11:22:41.581Z/0c4e")
        .scope(Scope.CAUSE)
        .unit(null)
        .reason(Reason.SHARED_CAUSE)
        .newsReason(Reason.SHARED_CAUSE)
        .openReason(Reason.SHARED_CAUSE)
        .knownHosts(null)
        .suspects(List.of())
        .causes(spread().causes().subList(0, 1))
        .members(
            List.of(
                member("chat.service", AlertState.OPEN, 9, 4, false),
                member("mail.service", AlertState.OPEN, 5, 2, false),
                member("search.service", AlertState.OPEN, 3, 1, false)))
        .build();
  }

  /** A larger incident that is over while one of its services goes on crashing. */
  public static Alert hostEnded() {
    return AlertBuilder.builder(news(host(), Reason.RECOVERED, AlertState.RECOVERED))
        .members(
            List.of(
                member("redis.service", AlertState.RECOVERED, 3, 1, false),
                member("worker@.service", AlertState.RECOVERED, 7, 1, false),
                member("chat.service", AlertState.OPEN, 13, 1, true)))
        .build();
  }

  /** A larger incident of which nothing is left, because others tell of its services. */
  public static Alert hostScattered() {
    return AlertBuilder.builder(more(host(), 1))
        .state(AlertState.CLOSED)
        .reason(Reason.CLOSED)
        .members(
            List.of(
                member("redis.service", AlertState.OPEN, 4, 1, true),
                member("worker@.service", AlertState.OPEN, 7, 1, true),
                member("chat.service", AlertState.OPEN, 13, 1, true)))
        .build();
  }

  /** A unit's incident that a larger one tells of. */
  public static Alert partOf() {
    return AlertBuilder.builder(more(wave(), 4))
        .reason(Reason.PART_OF)
        .partOf(cause().incident())
        .build();
  }

  private static Alert.Member member(
      String unit, AlertState state, long crashes, int hosts, boolean left) {
    return new Alert.Member(
        unit + "/2026-11-22T11:22:41.581Z/1f3a", unit, state, crashes, hosts, left);
  }

  /** Whoever writes log lines wants to page everybody, break out, and steer terminals. */
  public static Alert hostile() {
    String line =
        "<!channel> <@U123> <!subteam^S1> <https://evil.example|click to mend> ``` `*_~ & @here"
            + " \u001B[31mred\u001B[0m \u202Egnp.exe\u202C \u0000\u0007 :fire: \uD83D";
    return AlertBuilder.builder(wave())
        .unit("<!channel>.service")
        .hosts(List.of(host("<!here>", 3)))
        .hostCount(1)
        .exits(Map.of("exit-code <!everyone>", 3L))
        .causes(
            List.of(
                new Alert.Cause(
                    "v1:1",
                    line,
                    3,
                    1,
                    new Alert.Sample("<!here>", START, List.of(line, "```")),
                    true)))
        .suspects(List.of(new Alert.Suspect("<!channel>", "@everyone", "1/1", null)))
        .labels(Map.of("<!channel>", "<@U1>"))
        .build();
  }

  public static Alert.HostPart host(String name, long crashes) {
    return new Alert.HostPart(
        name, crashes, HostState.CRASHING, START.plusSeconds(crashes), (int) crashes);
  }
}
