package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.BeforeTry;
import org.jspecify.annotations.Nullable;

class NotesPropertyTest {
  private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

  /**
   * @param pause milliseconds since the one before
   * @param title of 9, more than have a place of their own
   * @param again whether it is the one before, sent again
   */
  record Said(int pause, int host, int title, @Nullable String level, boolean again) {}

  private final List<Signal.Note> told = new ArrayList<>();
  private HostDesk desk = desk();
  private Instant now = NINE;

  private static HostDesk desk() {
    return new HostDesk(HostTables.inMemory(), () -> Rules.BUILT_IN);
  }

  @BeforeTry
  void begin() {
    told.clear();
    desk = desk();
    now = NINE;
  }

  @Property
  void each_note_is_told_or_counted_in_one_that_is_and_none_twice(@ForAll("notes") List<Said> all) {
    int distinct = play(all);
    assertThat(told.stream().mapToInt(note -> 1 + note.others()).sum()).isEqualTo(distinct);
    Set<String> ids = new HashSet<>();
    assertThat(told).allMatch(note -> ids.add(note.host() + note.id()));
  }

  @Property
  void no_minute_has_more_than_twice_the_bound_of_a_host_title_and_level(
      @ForAll("notes") List<Said> all) {
    play(all);
    for (Signal.Note first : told) {
      long same =
          told.stream()
              .filter(n -> n.host().equals(first.host()) && n.severity() == first.severity())
              .filter(n -> n.family().equals(first.family()))
              .filter(n -> !n.appended().isBefore(first.appended()))
              .filter(n -> n.appended().isBefore(first.appended().plus(Notes.WINDOW)))
              .count();
      // The end of one of ours and the beginning of the next may be in one of anybody's.
      assertThat(same).isLessThanOrEqualTo(2L * Notes.MOST);
    }
  }

  /** How many different notes there were. */
  private int play(List<Said> all) {
    int distinct = 0;
    UnitEvent before = null;
    for (int i = 0; i < all.size(); i++) {
      Said said = all.get(i);
      pass(said.pause());
      UnitEvent event = said.again() && before != null ? before : event(said, "n" + i);
      if (!event.equals(before)) distinct++;
      before = event;
      hear(desk.accept(event, now, "0:" + i).signals());
    }
    for (int i = 0; i < 3; i++) pass(60_000);
    return distinct;
  }

  private static UnitEvent event(Said said, String id) {
    return UnitEventBuilder.builder()
        .type(EventType.NOTE)
        .id(id)
        .host("web-" + said.host())
        .title("title " + said.title())
        .level(said.level())
        .text("x")
        .build();
  }

  /** Ticks come every two seconds. */
  private void pass(int millis) {
    Instant until = now.plusMillis(millis);
    long second = 2000;
    for (long at = now.toEpochMilli() / second + 1; at * second <= until.toEpochMilli(); at++) {
      hear(desk.tick(0, 1, Instant.ofEpochMilli(at * second)));
    }
    now = until;
  }

  private void hear(List<Signal> signals) {
    for (Signal signal : signals) if (signal instanceof Signal.Note note) told.add(note);
  }

  @Provide
  Arbitrary<List<Said>> notes() {
    Arbitrary<Integer> pauses =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(9, Arbitraries.integers().between(0, 900)),
            net.jqwik.api.Tuple.of(1, Arbitraries.integers().between(0, 130_000)));
    return Combinators.combine(
            pauses,
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(1, 9),
            Arbitraries.of("info", "critical").injectNull(0.2),
            Arbitraries.of(true, false, false, false))
        .as(Said::new)
        .list()
        .ofMaxSize(150);
  }
}
