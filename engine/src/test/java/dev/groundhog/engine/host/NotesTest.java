package dev.groundhog.engine.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Severity;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the host desk passes on of notes. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotesTest {
  private final HostTables tables = HostTables.inMemory();
  private final HostDesk desk = new HostDesk(tables, () -> Rules.BUILT_IN);
  private final List<Signal.Note> told = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-23T09:00:00Z");
  private Verdict verdict = Verdict.UNKNOWN;
  private int notes;

  @Test
  void a_note_is_told_at_once_with_the_lines_of_its_text() {
    say(n -> n.title("backup").text("\n\ndb: 4 GB\r\n\n3 files failed\n \n"));
    assertThat(last().lines()).containsExactly("db: 4 GB", "", "3 files failed");
    assertThat(last().omitted()).isZero();
    assertThat(last().family()).isEqualTo("note:backup");
    assertThat(verdict).isEqualTo(Verdict.NOTED);
  }

  @Test
  void the_same_note_sent_twice_is_told_once() {
    say(n -> n.id("x"));
    say(n -> n.id("x"));
    assertThat(told).hasSize(1);
    assertThat(verdict).isEqualTo(Verdict.DUPLICATE);
  }

  @Test
  void a_note_of_exactly_lateness_ago_is_told_and_an_older_one_is_not() {
    say(n -> n.age(86_400_000L));
    assertThat(told).hasSize(1);
    say(n -> n.age(86_400_001L));
    assertThat(told).hasSize(1);
    assertThat(verdict).isEqualTo(Verdict.TOO_OLD);
  }

  @Test
  void the_doctors_test_event_is_told_to_nobody() {
    say(n -> n.title("groundhog doctor").labels(Map.of("doctor", "true")));
    assertThat(told).isEmpty();
  }

  @Test
  void a_note_that_says_nothing_is_not_told() {
    say(n -> n.title(" ").text(" \n\t\n"));
    say(n -> n.text(null));
    assertThat(told).isEmpty();
    say(n -> n.title("deploy begins").text(null));
    assertThat(told).hasSize(1);
  }

  @Test
  void levels_are_the_words_of_groundhog_tee_or_of_syslog_and_anything_else_is_info() {
    assertThat(severityOf("critical", "crit", "alert", "emerg", "FATAL"))
        .containsOnly(Severity.CRITICAL);
    assertThat(severityOf("warning", "Warn", "error", "err")).containsOnly(Severity.WARNING);
    assertThat(severityOf("info", "", "debug", "x".repeat(99))).containsOnly(Severity.INFO);
    assertThat(NoteText.severity(null)).isEqualTo(Severity.INFO);
  }

  private static List<Severity> severityOf(String... levels) {
    List<Severity> severities = new ArrayList<>();
    for (String level : levels) severities.add(NoteText.severity(level));
    return severities;
  }

  @Test
  void of_more_than_five_a_minute_the_newest_waits_and_says_how_many_came_before_it() {
    for (int i = 0; i < 18; i++) say(n -> n.title("backup"));
    assertThat(told).hasSize(5).allMatch(note -> note.others() == 0);
    pass(59_999);
    assertThat(told).hasSize(5);
    pass(1);
    assertThat(told).hasSize(6);
    assertThat(last().id()).isEqualTo("n18");
    assertThat(last().others()).isEqualTo(12);
    assertThat(last().appended()).isEqualTo(now);
    // The minute after that begins with this one.
    for (int i = 0; i < 6; i++) say(n -> n.title("backup"));
    assertThat(told).hasSize(10);
    pass(60_000);
    assertThat(told).hasSize(11);
    assertThat(last().others()).isEqualTo(1);
  }

  @Test
  void what_is_critical_does_not_wait_behind_what_is_not() {
    for (int i = 0; i < 9; i++) say(n -> n.title("backup"));
    say(n -> n.title("backup").level("critical"));
    assertThat(last().severity()).isEqualTo(Severity.CRITICAL);
  }

  @Test
  void units_titles_and_hosts_have_a_minute_of_their_own() {
    for (int i = 0; i < 9; i++) say(n -> n.title("backup"));
    say(n -> n.title("restore"));
    say(n -> n.title("backup").unit("worker@1.service"));
    say(n -> n.title("backup").host("web-2"));
    assertThat(told).hasSize(5 + 3);
    assertThat(told.get(6).family()).isEqualTo("worker@.service");
  }

  @Test
  void whoever_invents_a_title_for_each_note_gets_no_more_than_a_few_told() {
    for (int i = 0; i < 1000; i++) {
      String title = "at " + i;
      say(n -> n.title(title));
    }
    assertThat(told).hasSize(Notes.SUBJECTS + Notes.MOST);
    assertThat(tables.notes().withPrefix("")).hasSize(Notes.SUBJECTS + 1);
    pass(60_000);
    assertThat(last().title()).isEqualTo("at 999");
    assertThat(last().others()).isEqualTo(1000 - 10 - 1);
  }

  @Test
  void nothing_is_remembered_of_a_minute_that_is_over() {
    for (int i = 0; i < 9; i++) say(n -> n.title("backup"));
    say(n -> n.title("restore"));
    pass(60_000);
    pass(60_000);
    assertThat(tables.notes().withPrefix("")).isEmpty();
  }

  @Test
  void a_note_makes_no_row_of_the_unit_that_it_is_about() {
    say(n -> n.unit("chat.service"));
    assertThat(tables.units().withPrefix("")).isEmpty();
  }

  @Test
  void a_megabyte_is_told_as_its_last_lines() {
    String text =
        IntStream.range(0, 90_000).mapToObj(i -> "line " + i).collect(Collectors.joining("\n"));
    say(n -> n.text(text));
    assertThat(last().lines()).hasSize(64).endsWith("line 89999");
    assertThat(last().omitted()).isEqualTo(90_000 - 64);
  }

  @Test
  void a_megabyte_in_one_line_or_in_the_title_is_told_as_its_beginning() {
    say(n -> n.title("🔥".repeat(250_000)).text("🔥".repeat(250_000)));
    assertThat(last().lines()).hasSize(1);
    assertThat(last().lines().get(0)).startsWith("🔥🔥").endsWith("🔥…").hasSizeLessThan(1001);
    assertThat(last().title()).endsWith("🔥…").hasSizeLessThan(201);
    assertThat(last().family()).isEqualTo("note:untitled");
  }

  @Test
  void whatever_the_text_the_signal_stays_small() {
    String hostile = ("\u0001\"\\\u001b".repeat(250) + '\n').repeat(900);
    say(n -> n.title(hostile).text(hostile).labels(Map.of("k", hostile)));
    byte[] json = json(last()).getBytes(StandardCharsets.UTF_8);
    assertThat(json.length).isLessThan(64 * 1024);
    assertThat(last().title()).doesNotContain("\u001b").doesNotContain("\n");
  }

  private static String json(Signal signal) {
    try {
      return Wire.mapper().writeValueAsString(signal);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private Signal.Note last() {
    return told.get(told.size() - 1);
  }

  private void say(UnaryOperator<UnitEventBuilder> with) {
    UnitEventBuilder note = UnitEventBuilder.builder().type(EventType.NOTE).host("web-1");
    UnitEvent event = with.apply(note.id("n" + ++notes).text("x")).build();
    HostDesk.Outcome outcome = desk.accept(event, now, "0:" + notes);
    verdict = outcome.verdict();
    hear(outcome.signals());
  }

  private void pass(long millis) {
    now = now.plusMillis(millis);
    hear(desk.tick(0, 1, now));
  }

  private void hear(List<Signal> signals) {
    for (Signal signal : signals) if (signal instanceof Signal.Note note) told.add(note);
  }
}
