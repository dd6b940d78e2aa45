package dev.groundhog.ctl.anonymise;

import dev.groundhog.engine.signal.NoteFamily;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Unit events under other names. What no reader knows is left out. */
final class Events {
  /** {@code 137}, {@code SEGV}, {@code RTMIN+3}. */
  private static final Pattern STATUS = Pattern.compile("[0-9]{1,5}|[A-Z][A-Z0-9+-]{1,9}");

  private static final Pattern EXIT_CODE = Pattern.compile("exited|killed|dumped");
  private static final Pattern TYPE = Pattern.compile("[a-z-]{1,10}");

  private final Names names;

  Events(Names names) {
    this.names = names;
  }

  /** Takes note of the names in it. */
  void meet(UnitEvent event) {
    if (event.type() == EventType.TICK) return;
    names.meetHost(event.host());
    if (event.unit() != null) meetUnit(event.unit());
    if (event.units() != null) event.units().forEach(this::meetUnit);
    if (event.type() == EventType.NOTE) names.units().family(noteFamily(event));
    names.meetLabels(event.labels());
  }

  private void meetUnit(String unit) {
    names.units().unit(unit);
    names.meetUnit(unit);
  }

  private static String noteFamily(UnitEvent event) {
    return NoteFamily.of(event.unit(), event.title());
  }

  UnitEvent mask(UnitEvent event) {
    UnitEvent masked =
        UnitEventBuilder.builder(event)
            .id(names.ids().mask(event.id()))
            .host(event.type() == EventType.TICK ? "" : names.host(event.host()))
            .unit(event.unit() == null ? null : names.units().unit(event.unit()))
            .boot(names.ids().mask(event.boot()))
            .invocation(names.ids().mask(event.invocation()))
            .exitCode(word(event.exitCode(), EXIT_CODE))
            .exitStatus(word(event.exitStatus(), STATUS))
            .title(title(event))
            .text(event.text() == null ? null : names.words().mask(event.text()))
            .level(word(event.level(), TYPE))
            .units(event.units() == null ? null : units(event.units()))
            .unitsHash(names.ids().mask(event.unitsHash()))
            .dropped(dropped(event.dropped()))
            .labels(names.labels().mask(event.labels()))
            .build();
    return names.tails().mask(event, masked);
  }

  private List<String> units(List<String> units) {
    return units.stream().map(names.units()::unit).sorted().toList();
  }

  /** Notes of one family are one subject; a blank title is none. */
  private @Nullable String title(UnitEvent event) {
    String title = event.title();
    if (title == null || title.isBlank()) return title;
    return names.units().note(NoteFamily.of(null, title));
  }

  private @Nullable String word(@Nullable String word, Pattern known) {
    if (word == null || word.isBlank() || known.matcher(word).matches()) return word;
    return names.key().hex(word, Math.min(8, word.length()));
  }

  private static Map<String, Long> dropped(Map<String, Long> dropped) {
    Map<String, Long> known = new TreeMap<>();
    dropped.forEach(
        (type, n) -> known.merge(TYPE.matcher(type).matches() ? type : "unknown", n, Long::sum));
    return known;
  }
}
