package dev.groundhog.engine.rehearsal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads events that a person wrote down, line by line: JSON as docs/contract.md says, in the order
 * of their arrival.
 *
 * <pre>
 * # a comment
 * {"at":"2026-11-22T09:00:00Z","host":"web-1","unit":"chat.service","type":"stopped","result":"signal"}
 * #! repeat 9 every 200ms
 * #! downtime 15m
 * </pre>
 *
 * <p>An event arrives at its {@code appended}, a field that only scripts have; else {@code age}
 * after {@code at}; without either one second after the line before it. Arrivals never go back: a
 * log's do not either.
 */
public final class Script {
  /** When a script begins whose first line has no time. */
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private static final Duration NEXT = Duration.ofSeconds(1);
  private static final Pattern DOWNTIME = Pattern.compile("downtime +(\\S+)");
  private static final Pattern REPEAT = Pattern.compile("repeat +([0-9]{1,6}) +every +(\\S+)");
  private static final Pattern TIME = Pattern.compile("([0-9]{1,6})(ms|s|m|h|d)");
  private static final ObjectMapper JSON = Wire.mapper();

  private int number;
  private Step.@Nullable Arrival last;

  /**
   * What the next line says to do; nothing for an empty line or a comment.
   *
   * @throws InvalidScriptException naming the line and what is wrong with it
   */
  public List<Step> read(String line) throws InvalidScriptException {
    number++;
    String text = line.strip();
    if (text.startsWith("#!")) return direction(text.substring(2).strip());
    if (text.isEmpty() || text.startsWith("#")) return List.of();
    return List.of(arrive(text));
  }

  private Step arrive(String text) throws InvalidScriptException {
    try {
      UnitEvent event = Wire.UNIT_EVENT.decode(text.getBytes(StandardCharsets.UTF_8));
      if (event.type() == EventType.TICK) throw wrong("ticks are made up between events");
      return arrive(appended(JSON.readTree(text), event), event);
    } catch (MalformedEventException e) {
      throw wrong(String.valueOf(e.getMessage()));
    } catch (JsonProcessingException e) {
      throw wrong(e.getOriginalMessage());
    }
  }

  private Step arrive(Instant appended, UnitEvent event) {
    Instant at = last == null || last.appended().isBefore(appended) ? appended : last.appended();
    last = new Step.Arrival(at, event);
    return last;
  }

  private Instant appended(JsonNode json, UnitEvent event) throws InvalidScriptException {
    JsonNode given = json.get("appended");
    if (given != null) {
      try {
        return JSON.treeToValue(given, Instant.class);
      } catch (JsonProcessingException e) {
        throw wrong("appended: expected a time such as 2026-11-22T09:00:00Z, found " + given);
      }
    }
    if (event.at() != null) return event.at().plusMillis(event.age() == null ? 0 : event.age());
    return last == null ? BEGIN : last.appended().plus(NEXT);
  }

  private List<Step> direction(String text) throws InvalidScriptException {
    Matcher downtime = DOWNTIME.matcher(text);
    Matcher repeat = REPEAT.matcher(text);
    if (downtime.matches()) {
      return List.of(new Step.Downtime(before(text).appended(), time(downtime.group(1))));
    }
    if (repeat.matches()) {
      return repeated(before(text), Integer.parseInt(repeat.group(1)), time(repeat.group(2)));
    }
    throw wrong("expected #! downtime 15m or #! repeat 9 every 2s, found #! " + text);
  }

  private List<Step> repeated(Step.Arrival first, int times, Duration every) {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i <= times; i++) {
      Duration later = every.multipliedBy(i);
      Instant at = first.event().at() == null ? null : first.event().at().plus(later);
      UnitEvent event = UnitEventBuilder.builder(first.event()).at(at).build();
      steps.add(arrive(first.appended().plus(later), event));
    }
    return steps;
  }

  private Step.Arrival before(String direction) throws InvalidScriptException {
    if (last == null) throw wrong("#! " + direction + ": expected an event before it");
    return last;
  }

  private Duration time(String text) throws InvalidScriptException {
    Matcher time = TIME.matcher(text);
    if (!time.matches()) throw wrong("expected a time such as 200ms, 30s or 15m, found " + text);
    long n = Long.parseLong(time.group(1));
    return switch (time.group(2)) {
      case "ms" -> Duration.ofMillis(n);
      case "s" -> Duration.ofSeconds(n);
      case "m" -> Duration.ofMinutes(n);
      case "h" -> Duration.ofHours(n);
      default -> Duration.ofDays(n);
    };
  }

  private InvalidScriptException wrong(String why) {
    return new InvalidScriptException(number, why);
  }
}
