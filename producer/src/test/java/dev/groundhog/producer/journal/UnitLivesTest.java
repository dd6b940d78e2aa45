package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The entries are those of real units on systemd 252, in their order; those of 239 have the words
 * of its {@code service.c} and {@code unit.c}, and no message ids.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class UnitLivesTest {
  private static final String RUN = "263c2a62b4b94085b8b7059416ce774b";
  private static final String NEXT = "62711c58dd8d41d485f7296580a11f7f";
  private static final String UNIT = "crash.service";

  private final UnitLives lives = new UnitLives();
  private final List<ManagerFact> facts = new ArrayList<>();
  private long millis = 10_000;

  @Test
  void a_crash_is_one_start_and_one_stop_with_what_the_hook_would_be_told() {
    hear(RUN, "39f53479d3a045ac8e11786248231fbf", "Started crash.service.");
    exited(RUN);
    failed(RUN);
    hear(
        RUN,
        "5eb03494b6584870a536b337290809b3",
        UNIT + ": Scheduled restart job, restart counter is at 5.");
    hear(RUN, "9d1aaa27d60140bd96365438aad20286", "Stopped crash.service.");

    assertThat(types()).containsExactly(EventType.STARTING, EventType.STOPPED);
    ManagerFact stop = facts.get(1);
    assertThat(stop.invocation()).isEqualTo(RUN);
    assertThat(stop.result()).isEqualTo("exit-code");
    assertThat(stop.exitCode()).isEqualTo("exited");
    assertThat(stop.exitStatus()).isEqualTo("3");
  }

  @Test
  void when_the_start_limit_is_hit_the_result_is_logged_again_and_the_run_has_stopped_only_once() {
    exited(RUN);
    failed(RUN);
    hear(RUN, null, UNIT + ": Start request repeated too quickly.");
    failed(RUN);

    assertThat(types()).containsExactly(EventType.STOPPED, EventType.GAVE_UP);
    assertThat(facts.get(1).invocation()).isEqualTo(RUN);
  }

  @Test
  void a_slow_loop_and_a_failed_one_off_job_are_no_giving_up() {
    exited(RUN);
    failed(RUN);
    hear(RUN, "be02cf6855d2428ba40df7e9d022f03d", "Failed to start crash.service.");
    hear(
        RUN,
        "5eb03494b6584870a536b337290809b3",
        UNIT + ": Scheduled restart job, restart counter is at 900.");
    hear(RUN, null, "crash.service: A program says: Start request repeated too quickly. Really.");

    assertThat(types()).containsExactly(EventType.STOPPED);
  }

  @Test
  void a_killed_process_has_the_name_of_its_signal() {
    hear(
        RUN,
        "98e322203f7a4ed290d09fe03c09fe15",
        UNIT + ": Main process exited, code=dumped, status=11/SEGV",
        Map.of("EXIT_CODE", "dumped", "EXIT_STATUS", "11"));
    hear(
        RUN,
        "d9b373ed55a64feb8242e02dbe79a49c",
        UNIT + ": Failed with result 'core-dump'.",
        Map.of("UNIT_RESULT", "core-dump"));

    assertThat(facts).extracting(ManagerFact::exitStatus).containsExactly("SEGV");
    assertThat(facts).extracting(ManagerFact::result).containsExactly("core-dump");
  }

  @Test
  void the_exit_of_a_helper_is_not_that_of_the_main_process() {
    hear(
        RUN,
        "98e322203f7a4ed290d09fe03c09fe15",
        UNIT + ": Control process exited, code=exited, status=1/FAILURE",
        Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "1"));
    failed(RUN);

    assertThat(facts).extracting(ManagerFact::exitStatus).containsExactly((String) null);
  }

  @Test
  void a_one_off_job_starts_ends_well_and_is_finished_in_that_order() {
    hear(RUN, "7d4958e842da4a758f6c1cdc7b36dcc5", "Starting job.service...");
    hear(RUN, "7ad2d189f7e94e70a38c781354912448", UNIT + ": Deactivated successfully.");
    hear(RUN, "39f53479d3a045ac8e11786248231fbf", "Finished job.service.");

    assertThat(types()).containsExactly(EventType.STARTING, EventType.STOPPED);
    assertThat(facts.get(1).result()).isEqualTo("success");
  }

  @Test
  void on_239_the_words_count_because_there_are_no_ids() {
    hear(RUN, "39f53479d3a045ac8e11786248231fbf", "Started A unit.");
    hear(
        RUN,
        null,
        UNIT + ": Main process exited, code=killed, status=9/KILL",
        Map.of("EXIT_CODE", "killed", "EXIT_STATUS", "9"));
    hear(RUN, null, UNIT + ": Failed with result 'signal'.");

    assertThat(types()).containsExactly(EventType.STARTING, EventType.STOPPED);
    assertThat(facts.get(1).result()).isEqualTo("signal");
    assertThat(facts.get(1).exitStatus()).isEqualTo("KILL");
  }

  @Test
  void on_239_a_good_end_is_known_from_what_follows_it() {
    hear(RUN, "39f53479d3a045ac8e11786248231fbf", "Started A unit.");
    hear(
        RUN,
        "5eb03494b6584870a536b337290809b3",
        UNIT + ": Scheduled restart job, restart counter is at 1.");
    hear(NEXT, "39f53479d3a045ac8e11786248231fbf", "Started A unit.");
    hear(NEXT, "de5b426a63be47a7b6ac3eaac82e2f6f", "Stopping A unit...");
    hear(NEXT, "9d1aaa27d60140bd96365438aad20286", "Stopped A unit.");

    assertThat(types())
        .containsExactly(
            EventType.STARTING, EventType.STOPPED, EventType.STARTING, EventType.STOPPED);
    assertThat(facts)
        .extracting(ManagerFact::result)
        .containsExactly(null, "success", null, "success");
  }

  @Test
  void who_begins_to_read_behind_the_end_of_a_run_makes_no_second_stop_of_it() {
    hear(
        RUN,
        "5eb03494b6584870a536b337290809b3",
        UNIT + ": Scheduled restart job, restart counter is at 1.");
    hear(RUN, "9d1aaa27d60140bd96365438aad20286", "Stopped crash.service.");

    assertThat(facts).isEmpty();
  }

  @Test
  void between_the_exit_and_the_result_the_cursor_stays_but_not_for_ever() {
    exited(RUN);
    assertThat(lives.isInTheMiddle()).isTrue();
    failed(RUN);
    assertThat(lives.isInTheMiddle()).isFalse();

    exited(NEXT);
    millis += 121_000;
    hear(RUN, "de5b426a63be47a7b6ac3eaac82e2f6f", "Stopping something else...");
    assertThat(lives.isInTheMiddle()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev-sda.device", "session-3.scope", "home.mount"})
  void only_services_count(String unit) {
    JournalEntry entry =
        entry(RUN, "39f53479d3a045ac8e11786248231fbf", "Started it.", Map.of("UNIT", unit));

    assertThat(lives.hear(entry)).isEmpty();
  }

  private void exited(String run) {
    hear(
        run,
        "98e322203f7a4ed290d09fe03c09fe15",
        UNIT + ": Main process exited, code=exited, status=3/NOTIMPLEMENTED",
        Map.of("EXIT_CODE", "exited", "EXIT_STATUS", "3"));
  }

  private void failed(String run) {
    hear(
        run,
        "d9b373ed55a64feb8242e02dbe79a49c",
        UNIT + ": Failed with result 'exit-code'.",
        Map.of("UNIT_RESULT", "exit-code"));
  }

  private void hear(String run, @Nullable String id, String message) {
    hear(run, id, message, Map.of());
  }

  private void hear(String run, @Nullable String id, String message, Map<String, String> more) {
    lives.hear(entry(run, id, message, more)).ifPresent(facts::add);
  }

  private JournalEntry entry(
      String run, @Nullable String id, String message, Map<String, String> more) {
    Map<String, String> fields = new TreeMap<>();
    fields.put("UNIT", UNIT);
    fields.put("INVOCATION_ID", run);
    fields.put("_BOOT_ID", "d9cf2b9b38f74031a1745fef01f422ff");
    fields.put("__MONOTONIC_TIMESTAMP", Long.toString(++millis * 1000));
    fields.put("__REALTIME_TIMESTAMP", "1795354876043785");
    fields.put("MESSAGE", message);
    if (id != null) fields.put("MESSAGE_ID", id);
    fields.putAll(more);
    return new JournalEntry(fields);
  }

  private List<EventType> types() {
    return facts.stream().map(ManagerFact::type).toList();
  }
}
