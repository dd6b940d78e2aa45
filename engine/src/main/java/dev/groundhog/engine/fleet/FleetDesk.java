package dev.groundhog.engine.fleet;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Sees every revision of every unit incident, finds those that are one larger problem, and is the
 * last to say what goes to the alerts topic. Passes all revisions on, in order; what they gain is
 * {@code partOf}, and fewer of them are news.
 *
 * <p>One desk for the whole fleet: it works on revisions, which are few, and not on crashes. Called
 * from one thread.
 */
public final class FleetDesk {
  private final FleetTables tables;
  private final Supplier<Rules> rules;
  private final Agenda agenda;

  /**
   * @param rules asked anew for each revision, so that they may change while the desk works
   */
  public FleetDesk(FleetTables tables, Supplier<Rules> rules) {
    this.tables = tables;
    this.rules = rules;
    this.agenda = new Agenda(tables.agenda());
  }

  /** Takes in the next revision; returns what is to be alerted, in order. */
  public List<Alert> accept(Alert revision) {
    // A single start, stop or note is no trouble, so it is part of none.
    if (revision.scope() != Scope.UNIT || !revision.isIncident()) return List.of(revision);
    forgetDue(revision.at());
    return new Round(tables, agenda, rules.get(), revision.at()).play(revision);
  }

  private void forgetDue(Instant now) {
    for (String incident : agenda.takeDue(now)) tables.members().delete(incident);
  }
}
