package dev.groundhog.events;

import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.Alert.Member;
import dev.groundhog.events.ControlEvent.ControlType;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Alerts and silences for tests, with no more said than the test is about. */
final class Told {
  static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private Told() {}

  /** A unit's incident that crashes on these hosts. */
  static Alert alert(String unit, String... hosts) {
    return alert().unit(unit).hosts(crashing(hosts)).build();
  }

  /** One host's incident with these families. */
  static Alert ofHost(String host, String... units) {
    return larger(Scope.HOST, units).hosts(crashing(host)).build();
  }

  static AlertBuilder larger(Scope scope, String... units) {
    List<Member> members =
        List.of(units).stream()
            .map(unit -> new Member(unit + "/1", unit, AlertState.OPEN, 3, 1, false))
            .toList();
    return alert().scope(scope).members(members);
  }

  static AlertBuilder alert() {
    return AlertBuilder.builder()
        .incident("chat.service/2026-11-22T11:00:00Z/1f3a")
        .revision(1)
        .state(AlertState.OPEN)
        .scope(Scope.UNIT)
        .openedAt(NOON)
        .firstCrashAt(NOON)
        .lastCrashAt(NOON)
        .at(NOON);
  }

  static List<HostPart> crashing(String... hosts) {
    return List.of(hosts).stream().map(host -> part(host, HostState.CRASHING)).toList();
  }

  static HostPart part(String host, HostState state) {
    return new HostPart(host, 1, state, NOON, null);
  }

  /** From an hour before noon until an hour after it. */
  static SilenceBuilder silence() {
    return SilenceBuilder.builder()
        .labels(Map.of())
        .from(NOON.minusSeconds(3600))
        .until(NOON.plusSeconds(3600));
  }

  static ControlEvent said(String id, Silence silence) {
    return ControlEventBuilder.builder().id(id).type(ControlType.SILENCE).silence(silence).build();
  }
}
