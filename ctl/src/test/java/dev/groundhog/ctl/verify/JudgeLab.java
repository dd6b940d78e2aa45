package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Courses;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident of one unit, told at seconds after nine: what was told live, and what the log says.
 */
abstract class JudgeLab {
  static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

  final Clock clock = new Clock();
  final List<Alert> live = new ArrayList<>();
  final List<Alert> byTheLog = new ArrayList<>();
  @Nullable Instant alertsBegin;
  Instant to = TEN;

  static void larger(List<Alert> side) {
    for (Alert alert : List.of(opened(0), ended(600))) {
      Alert.Member member =
          new Alert.Member("chat.service/x/1f3a", "chat.service", AlertState.OPEN, 3, 1, false);
      side.add(
          AlertBuilder.builder(alert)
              .incident("host:web-1/x/77aa")
              .scope(Scope.HOST)
              .unit(null)
              .members(List.of(member))
              .build());
    }
  }

  static Alert suspicious(Alert alert, String crashing) {
    return AlertBuilder.builder(alert)
        .suspects(List.of(new Alert.Suspect("version", "1.4.2", crashing, "0/7")))
        .build();
  }

  static Alert.Cause cause(String fingerprint, long crashes) {
    return new Alert.Cause(fingerprint, "panic: disk full", crashes, 1, null, true);
  }

  Finding judged(Scope scope) {
    return findings().stream()
        .filter(finding -> finding.pair().any().subject().scope() == scope)
        .findFirst()
        .orElseThrow();
  }

  Finding judge() {
    return findings().get(0);
  }

  List<Finding> findings() {
    Chains chains = new Chains();
    live.forEach(chains::add);
    Judge judge = new Judge(new Span(NINE.minusSeconds(60), to, null, alertsBegin), clock, chains);
    Instant end = to;
    Replayed replayed = new Replayed(Instant.EPOCH, () -> end);
    byTheLog.forEach(replayed::alert);
    return judge.all(courses(live).all(), replayed);
  }

  static Courses courses(List<Alert> alerts) {
    Courses courses = new Courses();
    alerts.forEach(courses::add);
    return courses;
  }

  static void story(List<Alert> side, int later) {
    side.add(opened(later));
    side.add(ended(600 + later));
  }

  static Alert opened(int second) {
    return revised(1, second, Reason.HOST_LOOP, AlertState.OPEN);
  }

  static Alert ended(int second) {
    return revised(2, second, Reason.QUIET, AlertState.QUIET);
  }

  static Alert again(int revision, int second) {
    return again(revision, second, Reason.REOPENED, AlertState.OPEN);
  }

  static Alert again(int revision, int second, Reason reason, AlertState state) {
    return AlertBuilder.builder(revised(revision, second, reason, state)).reopened(1).build();
  }

  static Alert revised(int revision, int second, Reason reason, AlertState state) {
    Instant at = NINE.plusSeconds(second);
    return AlertBuilder.builder()
        .incident("chat.service/" + NINE + "/1f3a")
        .unit("chat.service")
        .scope(Scope.UNIT)
        .severity(Severity.WARNING)
        .revision(revision)
        .newsRevision(revision)
        .reason(reason)
        .newsReason(reason)
        .openReason(Reason.HOST_LOOP)
        .state(state)
        .at(at)
        .openedAt(NINE)
        .firstCrashAt(NINE)
        .lastCrashAt(NINE.plusSeconds(1))
        .crashes(3)
        .hostCount(1)
        .hosts(List.of(new HostPart("web-1", 3, HostState.CRASHING, NINE.plusSeconds(1), null)))
        .build();
  }
}
