package dev.groundhog.ctl.rules;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which rules were in force when, as the pipeline announced them on the control topic. */
public final class RulesHistory {
  private final NavigableMap<Instant, Rules> versions;
  private Rules current;

  private RulesHistory(NavigableMap<Instant, Rules> versions) {
    this.versions = versions;
    this.current = versions.isEmpty() ? Rules.BUILT_IN : versions.firstEntry().getValue();
  }

  /** These and no others. */
  public static RulesHistory always(Rules rules) {
    return new RulesHistory(new TreeMap<>(Map.of(Instant.MIN, rules)));
  }

  /** All versions that were announced so far. */
  public static RulesHistory read(Source source) {
    NavigableMap<Instant, Rules> versions = new TreeMap<>();
    source.controlEvents(
        record -> {
          try {
            ControlEvent event = Wire.CONTROL.decode(record.value());
            if (event.type() != ControlType.RULES) return;
            String text = event.rules() == null ? "" : event.rules();
            versions.put(record.appended(), RulesFile.parse(text));
          } catch (MalformedEventException | InvalidRulesException e) {
            // The live pipeline did not judge by what it could not read either.
          }
        });
    return new RulesHistory(versions);
  }

  /** The same versions, at the beginning, for another thread to move through. */
  public RulesHistory copy() {
    return new RulesHistory(versions);
  }

  /** The clock of the replay has come to this time. */
  public void moveTo(Instant time) {
    Map.Entry<Instant, Rules> version = versions.floorEntry(time);
    if (version != null) current = version.getValue();
  }

  /** The rules at the time of {@link #moveTo}; before it, the oldest that are known. */
  public Rules current() {
    return current;
  }

  /** The longest time over which crashes hang together under any of the versions. */
  public Duration longestGap() {
    return Stream.concat(Stream.of(Rules.BUILT_IN), versions.values().stream())
        .flatMap(
            rules ->
                Stream.concat(
                    Stream.of(rules.defaults()),
                    rules.overrides().stream().map(Rules.ForUnits::rules)))
        .map(UnitRules::gap)
        .max(Duration::compareTo)
        .orElse(Duration.ZERO);
  }
}
