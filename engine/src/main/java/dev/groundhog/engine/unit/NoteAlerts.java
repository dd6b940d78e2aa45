package dev.groundhog.engine.unit;

import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.List;

/**
 * What a person or a script said as an alert that is complete with its first revision: closed from
 * the beginning, without a crash, and nothing is remembered of it. Pure.
 */
final class NoteAlerts {
  private NoteAlerts() {}

  static Alert write(Signal.Note note, UnitRules rules) {
    Instant when = note.when();
    return AlertBuilder.builder()
        .v(Alert.VERSION)
        .incident(NoticeAlerts.id(note.family(), when, note.host(), note.unit(), note.id()))
        .revision(1)
        .state(AlertState.CLOSED)
        .reason(Reason.NOTE)
        .newsRevision(1)
        .newsReason(Reason.NOTE)
        .openReason(Reason.NOTE)
        .scope(Scope.UNIT)
        .unit(note.family())
        .severity(note.severity())
        .openedAt(note.appended())
        .firstCrashAt(when)
        .lastCrashAt(when)
        .at(note.appended())
        .crashes(0)
        .hostCount(1)
        .hosts(List.of(new Alert.HostPart(note.host(), 0, HostState.QUIET, null, null)))
        .labels(note.labels())
        .channel(rules.channel())
        .note(
            new Alert.Note(note.title(), note.unit(), note.lines(), note.omitted(), note.others()))
        .build();
  }
}
