package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.JournalEntry;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletionTest {
  // systemd's message ids; source: sd-messages.h.
  private static final String STOPPING = "de5b426a63be47a7b6ac3eaac82e2f6f";
  private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";
  private static final String PROCESS_EXIT = "98e322203f7a4ed290d09fe03c09fe15";
  private static final String FAILURE_RESULT = "d9b373ed55a64feb8242e02dbe79a49c";
  private static final HostTime THEN =
      new HostTime("cbdead9105a14b1da58e7b95001bda71", 1_000, 1_767_258_000_000L);
  private static final HostTime SOON = new HostTime(THEN.boot(), 1_040, THEN.wallMillis() + 40);
  private static final HostTime MUCH_LATER =
      new HostTime(THEN.boot(), 900_000, THEN.wallMillis() + 900_000);

  private final FakeJournal journal = new FakeJournal();

  @Test
  void a_crash_gets_its_tail_and_its_restarts_and_was_not_planned() throws Exception {
    journal.output("starting").output("\u001b[31mpanic\u001b[0m\nat main");
    journal.state(
        "chat.service",
        Map.of("InvocationID", "8f8f816c6e284653aa6f8fd4e75dfa0d", "NRestarts", "3"));
    journal.manager(STARTED).manager(PROCESS_EXIT).manager(FAILURE_RESULT);

    UnitEvent event = complete(stopped(null, null), SOON);

    assertThat(event.planned()).isFalse();
    assertThat(event.restarts()).isEqualTo(3);
    assertThat(event.tail())
        .isEqualTo(new Tail("journal", List.of("starting", "panic", "at main"), 0, 0, null));
    assertThat(journal.pauses).isZero();
  }

  @Test
  void exit_143_after_systemctl_stop_was_planned() throws Exception {
    journal.output("bye").manager(STOPPING).manager(PROCESS_EXIT).manager(FAILURE_RESULT);

    assertThat(complete(stopped(null, null), SOON).planned()).isTrue();
  }

  @Test
  void a_fresh_event_waits_for_lines_that_are_late() throws Exception {
    journal.output("starting").manager(PROCESS_EXIT);
    journal.later(() -> {}).later(() -> journal.output("last words").manager(FAILURE_RESULT));

    Tail tail = complete(stopped(null, null), SOON).tail();

    assertThat(tail).isNotNull();
    assertThat(tail.lines()).containsExactly("starting", "last words");
    assertThat(journal.pauses).isEqualTo(2);
  }

  @Test
  void an_old_event_waits_for_nothing_because_nothing_comes_any_more() throws Exception {
    UnitEvent event = complete(stopped(null, null), MUCH_LATER);

    assertThat(event.planned()).isNull();
    assertThat(event.tail()).isNull();
    assertThat(journal.pauses).isZero();
  }

  @Test
  void a_journal_that_says_nothing_is_not_waited_for_for_long() throws Exception {
    UnitEvent event = complete(stopped(null, null), SOON);

    assertThat(event.planned()).isNull();
    assertThat(journal.pauses).isBetween(1, 10);
  }

  @Test
  void what_the_hook_learnt_from_systemd_wins_over_a_silent_journal() throws Exception {
    SpooledEvent spooled = stopped(null, null);
    UnitEvent told = UnitEventBuilder.builder(spooled.event()).planned(true).build();

    UnitEvent event = complete(with(spooled, told), SOON);

    assertThat(event.planned()).isTrue();
  }

  @Test
  void the_end_of_a_log_file_is_the_tail_and_the_journal_is_asked_only_for_the_plan()
      throws Exception {
    journal.output("not this").manager(STARTED).manager(PROCESS_EXIT);

    UnitEvent event = complete(stopped("/var/log/chat.log", null), SOON);

    assertThat(event.tail()).isEqualTo(Tail.of("file", List.of("from the file")));
    assertThat(event.planned()).isFalse();
    assertThat(journal.pauses).isZero();
  }

  @Test
  void a_log_file_that_could_not_be_read_is_said_beside_the_journals_tail() throws Exception {
    journal.output("from the journal").manager(FAILURE_RESULT);

    Tail tail = complete(stopped(null, "no regular file: /x"), SOON).tail();

    assertThat(tail).isNotNull();
    assertThat(tail.source()).isEqualTo("journal");
    assertThat(tail.note()).isEqualTo("no regular file: /x");
  }

  @Test
  void without_a_journal_the_hook_alone_is_believed_at_once() throws Exception {
    Completion completion = completion(Journal.none());

    UnitEvent event = completion.complete(stopped("/var/log/chat.log", null), SOON);

    assertThat(event.planned()).isNull();
    assertThat(event.tail()).isEqualTo(Tail.of("file", List.of("from the file")));
    assertThat(journal.pauses).isZero();
  }

  @Test
  void the_hosts_labels_are_added() throws Exception {
    journal.output("x").manager(FAILURE_RESULT);

    assertThat(complete(stopped(null, null), SOON).labels()).isEqualTo(Map.of("env", "prod"));
  }

  @Test
  void many_are_asked_about_at_once_and_each_gets_its_own_lines() throws Exception {
    List<SpooledEvent> backlog = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      backlog.add(stopped("%032x".formatted(i)));
      JournalEntry line = new JournalEntry(Map.of("MESSAGE", "line of " + i));
      JournalEntry end = new JournalEntry(Map.of("MESSAGE_ID", FAILURE_RESULT));
      journal.run("%032x".formatted(i), new RunLog(List.of(end), List.of(line)));
    }
    Completion completion = completion(journal);
    completion.inquiries().prepare(backlog, MUCH_LATER);
    for (int i = 0; i < 40; i++) {
      UnitEvent event = completion.complete(backlog.get(i), MUCH_LATER);
      assertThat(event.tail()).isEqualTo(new Tail("journal", List.of("line of " + i), 0, 0, null));
    }

    assertThat(journal.askedRuns).hasSize(1);
    assertThat(journal.askedUnits).hasSize(1);
  }

  @Test
  void fresh_events_of_one_look_wait_together_and_old_ones_among_them_are_asked_once()
      throws Exception {
    List<SpooledEvent> fresh =
        List.of(stopped("%032x".formatted(1)), stopped("%032x".formatted(2)));
    completion(journal).inquiries().prepare(fresh, SOON);

    assertThat(journal.pauses).isBetween(1, 10);
    journal.pauses = 0;
    completion(journal).inquiries().prepare(fresh, MUCH_LATER);
    assertThat(journal.pauses).isZero();
  }

  @Test
  void while_journald_is_behind_a_flood_of_lines_they_are_waited_for() throws Exception {
    String run = "%032x".formatted(1);
    flood(run, "line 4784", 2_000);
    journal
        .later(() -> flood(run, "line 9999", 3_000))
        .later(() -> flood(run, "line 20000", 4_000));
    Completion completion = completion(journal);
    Tail tail = completion.complete(stopped(run), SOON).tail();

    assertThat(tail).isNotNull();
    assertThat(tail.lines()).containsExactly("line 20000");
    assertThat(journal.pauses).isEqualTo(3);
  }

  private void flood(String run, String line, int received) {
    JournalEntry end =
        new JournalEntry(Map.of("MESSAGE_ID", FAILURE_RESULT, "__REALTIME_TIMESTAMP", "1000"));
    JournalEntry last =
        new JournalEntry(Map.of("MESSAGE", line, "__REALTIME_TIMESTAMP", "" + received));
    journal.run(run, new RunLog(List.of(end), List.of(last)));
  }

  @Test
  void an_event_that_is_tried_again_and_again_is_not_asked_about_again() throws Exception {
    journal.output("x").manager(FAILURE_RESULT);
    Completion completion = completion(journal);
    for (int i = 0; i < 50; i++) {
      completion.inquiries().prepare(List.of(stopped(null, null)), MUCH_LATER);
      assertThat(completion.complete(stopped(null, null), MUCH_LATER).tail()).isNotNull();
    }

    assertThat(journal.askedRuns).hasSize(1);
  }

  @Test
  void the_journal_is_asked_in_the_namespace_of_the_unit() throws Exception {
    journal.state("chat.service", Map.of("LogNamespace", "ns"));
    complete(stopped(null, null), MUCH_LATER);

    assertThat(journal.askedRuns.get(0)).extracting(RunQuestion::namespace).containsExactly("ns");
  }

  @Test
  void labels_are_the_events_own_then_the_units_then_the_hosts() throws Exception {
    journal.state(
        "chat.service",
        Map.of("Environment", "GROUNDHOG_LABEL_ENV=test GROUNDHOG_LABEL_TEAM=core"));
    SpooledEvent spooled = stopped(null, null);
    UnitEvent own = UnitEventBuilder.builder(spooled.event()).labels(Map.of("team", "x")).build();

    assertThat(complete(with(spooled, own), MUCH_LATER).labels())
        .isEqualTo(Map.of("env", "test", "team", "x"));
  }

  @Test
  void an_event_that_brings_all_labels_that_are_allowed_gets_no_more() throws Exception {
    Map<String, String> many = new HashMap<>();
    for (int i = 0; i < UnitEvent.MAX_LABELS; i++) many.put("zz" + i, "x");
    SpooledEvent spooled = stopped(null, null);
    UnitEvent own = UnitEventBuilder.builder(spooled.event()).labels(many).build();

    assertThat(complete(with(spooled, own), MUCH_LATER).labels()).isEqualTo(many);
  }

  @Test
  void a_units_labels_are_those_of_the_start_of_its_run() throws Exception {
    Completion completion = completion(journal);
    journal.state("chat.service", Map.of("Environment", "GROUNDHOG_LABEL_VERSION=1"));
    SpooledEvent stop = stopped(null, null);
    UnitEvent start = UnitEventBuilder.builder(stop.event()).type(EventType.STARTING).build();
    completion.inquiries().prepare(List.of(with(stop, start)), SOON);
    assertThat(completion.complete(with(stop, start), SOON).labels()).containsEntry("version", "1");

    journal.state("chat.service", Map.of("Environment", "GROUNDHOG_LABEL_VERSION=2"));
    completion.inquiries().prepare(List.of(stop), MUCH_LATER);
    assertThat(completion.complete(stop, MUCH_LATER).labels()).containsEntry("version", "1");
  }

  private UnitEvent complete(SpooledEvent spooled, HostTime now) throws InterruptedException {
    return completion(journal).complete(spooled, now);
  }

  private Completion completion(Journal of) {
    return new Completion(
        of,
        Labels.ofThisHost(),
        Map.of("env", "prod"),
        new Redactor(Map.of()),
        journal::pause,
        (event, captured, state) -> {});
  }

  private static SpooledEvent stopped(@Nullable String log, @Nullable String note) {
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(EventType.STOPPED)
            .host("web-1")
            .unit("chat.service")
            .invocation("8f8f816c6e284653aa6f8fd4e75dfa0d")
            .build();
    byte[] body = (log == null ? "" : "from the file\n").getBytes(StandardCharsets.UTF_8);
    return new SpooledEvent(event, THEN, body, 22, log, note);
  }

  private static SpooledEvent stopped(String invocation) {
    SpooledEvent one = stopped(null, null);
    return with(one, UnitEventBuilder.builder(one.event()).invocation(invocation).build());
  }

  private static SpooledEvent with(SpooledEvent spooled, UnitEvent event) {
    return new SpooledEvent(
        event, spooled.captured(), spooled.body(), 22, spooled.log(), spooled.logNote());
  }
}
