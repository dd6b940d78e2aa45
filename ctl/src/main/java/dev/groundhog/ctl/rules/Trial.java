package dev.groundhog.ctl.rules;

import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rehearsal.InvalidScriptException;
import dev.groundhog.engine.rehearsal.Rehearsal;
import dev.groundhog.engine.rehearsal.Script;
import dev.groundhog.engine.rehearsal.Tally;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.When;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.util.List;

/** Events from a file, judged by the engine as they are read. */
final class Trial {
  /**
   * As many as a topic has by default, so that time is made of several partitions as it is live.
   */
  private static final int PARTITIONS = 12;

  private final Script script = new Script();
  private final Tally tally = new Tally(true);
  private final Pipeline pipeline;
  private final Rehearsal rehearsal;
  private final Listener listener;

  Trial(Rules rules, Listener listener) {
    this.pipeline = new Pipeline(() -> rules);
    this.rehearsal = new Rehearsal(PARTITIONS, this::judge);
    this.listener = listener;
  }

  void take(String line) throws InvalidScriptException {
    script.read(line).forEach(rehearsal::take);
  }

  void end() {
    rehearsal.end();
    listener.end(tally.totals());
  }

  private List<Alert> judge(UnitEvent event, int partition, Instant appended, long offset) {
    Pipeline.Outcome outcome = pipeline.accept(event, partition, PARTITIONS, appended, offset);
    if (event.type() != EventType.TICK) {
      tally.event(event, outcome.verdict());
      listener.event(event, When.of(event, appended), outcome.verdict(), outcome.filed());
    }
    for (Alert alert : outcome.alerts()) {
      tally.alert(alert);
      listener.alert(alert);
    }
    return outcome.alerts();
  }
}
