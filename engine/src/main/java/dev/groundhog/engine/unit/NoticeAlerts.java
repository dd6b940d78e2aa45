package dev.groundhog.engine.unit;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One start or stop as an alert that is complete with its first revision: nothing is remembered of
 * it, and it is closed from the beginning. Pure.
 */
final class NoticeAlerts {
  private NoticeAlerts() {}

  static Alert write(Signal.Notice notice, UnitRules rules) {
    Reason reason = notice.exit() == null ? Reason.STARTED : Reason.STOPPED;
    Instant when = notice.when();
    return AlertBuilder.builder()
        .v(Alert.VERSION)
        .incident(id(notice.family(), when, notice.host(), notice.unit(), notice.id()))
        .revision(1)
        .state(AlertState.CLOSED)
        .reason(reason)
        .newsRevision(1)
        .newsReason(reason)
        .openReason(reason)
        .scope(Scope.UNIT)
        .unit(notice.family())
        .severity(notice.crash() ? Severity.WARNING : Severity.INFO)
        .openedAt(notice.appended())
        .firstCrashAt(when)
        .lastCrashAt(when)
        .at(notice.appended())
        .crashes(notice.crash() ? 1 : 0)
        .hostCount(1)
        .hosts(List.of(host(notice)))
        .exits(notice.exit() == null ? Map.of() : Map.of(notice.exit(), 1L))
        .causes(causes(notice))
        .labels(notice.labels())
        .channel(rules.channel())
        .notice(new Alert.Notice(notice.unit(), notice.planned(), notice.others()))
        .build();
  }

  private static Alert.HostPart host(Signal.Notice notice) {
    HostState state =
        notice.crash()
            ? HostState.CRASHING
            : notice.planned() ? HostState.STOPPED : HostState.QUIET;
    return new Alert.HostPart(
        notice.host(), notice.crash() ? 1 : 0, state, notice.crash() ? notice.when() : null, null);
  }

  private static List<Alert.Cause> causes(Signal.Notice notice) {
    CauseKey cause = notice.cause();
    if (cause == null) return List.of();
    Alert.Sample sample = new Alert.Sample(notice.host(), notice.when(), notice.lines());
    return List.of(
        new Alert.Cause(
            cause.fingerprint(),
            cause.title(),
            notice.crash() ? 1 : 0,
            1,
            sample,
            cause.decisive()));
  }

  /** Of host, unit and event: the same fact is the same alert, however often it is sent. */
  static String id(String family, Instant when, String host, @Nullable String unit, String event) {
    try {
      String fact = host + '\0' + unit + '\0' + event;
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(fact.getBytes(StandardCharsets.UTF_8));
      return family + '/' + when + '/' + HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
