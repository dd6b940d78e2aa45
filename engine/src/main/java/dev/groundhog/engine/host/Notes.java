package dev.groundhog.engine.host;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Tells what people and scripts say. At most {@value #MOST} a minute of one subject and level on a
 * host are told by themselves; of the others the newest waits for the end of the minute and says
 * how many came before it. Subjects are anybody's to invent, so the host's further ones share one
 * place when {@value #SUBJECTS} have theirs.
 *
 * <p>A note is about no run of a unit: no row of a unit is read or written for it.
 */
final class Notes {
  static final int MOST = 5;
  static final int SUBJECTS = 5;
  static final Duration WINDOW = Duration.ofMinutes(1);
  private static final String KIND = "note";

  private final HostTables tables;
  private final Supplier<Rules> rules;
  private final Agenda agenda;

  Notes(HostTables tables, Supplier<Rules> rules) {
    this.tables = tables;
    this.rules = rules;
    this.agenda = new Agenda(tables.agenda());
  }

  /**
   * A note that did not come before.
   *
   * @param id the event's identity
   */
  Verdict add(UnitEvent event, String id, Instant when, Instant now, List<Signal> out) {
    if (event.isTest()) return Verdict.NOTED;
    Signal.Note note = NoteText.read(event, id, when, now);
    if (note.title() == null && note.lines().isEmpty()) return Verdict.NOTED;
    Duration lateness = rules.get().of(note.family(), note.labels()).lateness();
    if (Duration.between(when, now).compareTo(lateness) > 0) return Verdict.TOO_OLD;
    String subject = place(note);
    String key = Keys.of(note.host(), subject);
    NoteRow row = tables.notes().get(key);
    if (row == null) row = begin(note.host(), subject, 0, now);
    if (row.told() < MOST) {
      out.add(note);
      row = new NoteRow(row.since(), row.told() + 1, null);
    } else {
      row = row.with(note, now);
    }
    tables.notes().put(key, row);
    return Verdict.NOTED;
  }

  private NoteRow begin(String host, String subject, int told, Instant now) {
    agenda.move(Keys.of(KIND, host, subject), null, now.plus(WINDOW));
    return new NoteRow(now, told, null);
  }

  /** What is critical must not wait behind what is not, so each level has a place of its own. */
  private String place(Signal.Note note) {
    String level = note.severity().name();
    String subject = level + ' ' + (note.unit() == null ? note.family() : note.unit());
    if (tables.notes().get(Keys.of(note.host(), subject)) != null) return subject;
    boolean full = tables.notes().withPrefix(Keys.prefix(note.host())).size() >= SUBJECTS;
    return full ? level : subject;
  }

  /** Whether a name of this kind in the agenda is one of ours; then what waited is told. */
  boolean due(String kind, String host, String subject, Instant now, List<Signal> out) {
    if (!kind.equals(KIND)) return false;
    String key = Keys.of(host, subject);
    NoteRow row = tables.notes().get(key);
    Signal.Note waiting = row == null ? null : row.waiting();
    if (waiting == null) {
      tables.notes().delete(key);
    } else {
      out.add(waiting.with(waiting.others(), now));
      tables.notes().put(key, begin(host, subject, 1, now));
    }
    return true;
  }
}
