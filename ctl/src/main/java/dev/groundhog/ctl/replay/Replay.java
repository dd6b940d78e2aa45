package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.rules.RulesHistory;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.rehearsal.Tally;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.When;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Drives the engine with a range of the log.
 *
 * <p>It begins before the range, silently: at the first crash of the oldest incident that was not
 * closed when the range began, and at least one gap before it, so that what the range shows is
 * judged with what was known then.
 */
public final class Replay {
  private final Source source;

  public Replay(Source source) {
    this.source = source;
  }

  /**
   * @param fixed rules to judge by; null: those that were in force, from the control topic
   */
  public void run(TimeRange range, @Nullable Rules fixed, Listener listener) {
    RulesHistory rules = fixed == null ? RulesHistory.read(source) : RulesHistory.always(fixed);
    Instant begin = warmUpBegin(range, rules);
    Run run = new Run(range, rules, listener, source);
    try (Lanes lanes = new Lanes(source.partitions(), rules, run::hear)) {
      source.unitEvents(begin, range.to(), lanes::take);
      lanes.end();
    }
    run.end();
  }

  /**
   * The first append time that a replay of this range reads, by the rules that were in force.
   *
   * @param rules of {@link RulesHistory#read}
   */
  public Instant warmUpBegin(TimeRange range, RulesHistory rules) {
    Instant begin = range.from().minus(rules.longestGap());
    for (Alert alert : openAt(range.from()).values()) {
      Instant first = alert.firstCrashAt().minus(rules.longestGap());
      if (first.isBefore(begin)) begin = first;
    }
    return begin;
  }

  /** Incidents that were not closed at that time, by what was alerted live. */
  private Map<String, Alert> openAt(Instant time) {
    Map<String, Alert> open = new HashMap<>();
    source.alerts(
        record -> {
          if (record.appended().isAfter(time)) return;
          try {
            Alert alert = Wire.ALERT.decode(record.value());
            if (alert.state() == AlertState.CLOSED) open.remove(alert.incident());
            else open.put(alert.incident(), alert);
          } catch (MalformedEventException e) {
            // Not written by us; the warm-up is then as long as the others say.
          }
        });
    return open;
  }

  /** One run over the records. */
  private static final class Run {
    private final TimeRange range;
    private final RulesHistory rules;
    private final Listener listener;
    private final Pipeline pipeline;
    private final Tally tally = new Tally(false);
    private final SilenceHistory silences;

    Run(TimeRange range, RulesHistory rules, Listener listener, Source source) {
      this.range = range;
      this.rules = rules;
      this.listener = listener;
      this.silences = SilenceHistory.read(source);
      this.pipeline = new Pipeline(rules::current);
    }

    void hear(Lanes.Heard heard) {
      LogRecord record = heard.record();
      Instant appended = record.appended();
      rules.moveTo(appended);
      boolean shown = !appended.isBefore(range.from());
      if (heard.event() != null && heard.outcome() != null) {
        judge(heard.event(), heard.outcome(), appended, shown);
      } else if (shown) {
        tally.malformed();
        String trouble = String.valueOf(heard.trouble());
        listener.malformed(record.partition(), record.offset(), trouble);
      }
    }

    private void judge(UnitEvent event, HostDesk.Outcome heard, Instant appended, boolean shown) {
      Pipeline.Outcome outcome = pipeline.conclude(heard);
      if (!shown) return;
      if (event.type() != EventType.TICK) {
        tally.event(event, outcome.verdict());
        listener.event(event, When.of(event, appended), outcome.verdict(), outcome.filed());
      }
      for (Alert alert : outcome.alerts()) told(alert, appended);
    }

    private void told(Alert alert, Instant at) {
      Optional<ControlEvent> silence =
          alert.isNews() ? silences.holds(alert, at) : Optional.empty();
      tally.alert(alert, silence.isPresent());
      listener.alert(alert);
      silence.ifPresent(event -> listener.heldBack(alert, event));
    }

    void end() {
      listener.end(tally.totals());
    }
  }
}
