package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import java.util.List;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CausesTest {

  @Test
  void line_numbers_hosts_times_and_ids_do_not_make_another_fault() {
    CauseKey one =
        cause(
            "2026-11-22T11:22:41.581Z ERROR request 8f8f816c-6e28-4653-aa6f-8fd4e75dfa0d",
            "java.lang.IllegalStateException: session 4711 of user 'ada' lost",
            "\tat com.example.Chat.route(Chat.java:41)");
    CauseKey other =
        cause(
            "2026-11-23T01:02:03Z ERROR request 11111111-6e28-4653-aa6f-8fd4e75dfa0d",
            "java.lang.IllegalStateException: session 12 of user 'bob' lost",
            "\tat com.example.Chat.route(Chat.java:57)");
    assertThat(other).isEqualTo(one);
  }

  @Test
  void the_same_exception_from_another_place_is_another_fault() {
    assertThat(cause("java.lang.NullPointerException", "\tat a.B.c(B.java:1)").fingerprint())
        .isNotEqualTo(
            cause("java.lang.NullPointerException", "\tat a.X.y(X.java:1)").fingerprint());
  }

  @Test
  void last_words_of_a_run_time_beat_what_was_logged_before_and_after() {
    assertThat(
            cause(
                    "2026-11-22 11:22:40,581 ERROR cannot reach cache: connection refused",
                    "panic: assignment to entry in nil map",
                    "",
                    "goroutine 1 [running]:",
                    "main.put(...)",
                    "\t/srv/main.go:12",
                    "2026-11-22 11:22:41,581 ERROR metrics lost: connection refused",
                    "chat.service: Main process exited, code=exited, status=2/INVALIDARGUMENT",
                    "chat.service: Failed with result 'exit-code'.")
                .title())
        .isEqualTo("panic: assignment to entry in nil map");
  }

  @Test
  void what_fails_while_shutting_down_does_not_decide() {
    assertThat(
            cause(
                    "2026-11-22 11:22:40,581 ERROR startup failed",
                    "java.net.BindException: Address already in use",
                    "\tat com.example.Web.listen(Web.java:20)",
                    "2026-11-22 11:22:41,581 ERROR failed to close pool",
                    "java.lang.IllegalStateException: not open",
                    "\tat com.example.Pool.close(Pool.java:9)")
                .title())
        .isEqualTo("java.net.BindException: Address already in use");
  }

  @Test
  void a_process_that_was_killed_did_not_die_of_what_it_logged() {
    Tail logged =
        Tail.of(
            "journal",
            List.of(
                "2026-11-22 11:22:40,581 ERROR request failed",
                "java.lang.IllegalStateException: no session",
                "\tat com.example.Web.get(Web.java:20)"));
    assertThat(Causes.of(logged, "exit-code 1"))
        .get()
        .extracting(CauseKey::decisive)
        .isEqualTo(true);
    assertThat(Causes.of(logged, "signal SEGV"))
        .contains(Causes.of(null, "signal SEGV").orElseThrow())
        .get()
        .extracting(CauseKey::decisive)
        .isEqualTo(false);
  }

  @Test
  void without_a_word_the_ending_is_the_cause_and_joins_nobody() {
    assertThat(Causes.of(null, "exit-code 3")).get().satisfies(CausesTest::isNotDecisive);
    assertThat(Causes.of(null, "core-dump SEGV")).isEqualTo(Causes.of(null, "signal SEGV"));
    assertThat(
            cause("chat.service: Main process exited, code=killed, status=11/SEGV").fingerprint())
        .isEqualTo(Causes.of(null, "signal SEGV").orElseThrow().fingerprint());
    assertThat(Causes.of(null, null)).isEmpty();
    assertThat(Causes.of(Tail.of("file", List.of("", " ")))).isEmpty();
  }

  @Test
  void a_program_s_own_last_words_name_the_fault_and_a_last_line_does_not() {
    assertThat(cause("starting", "could not bind: permission denied", "bye"))
        .extracting(CauseKey::title, CauseKey::decisive)
        .containsExactly("could not bind: permission denied", true);
    assertThat(cause("one", "two", "  "))
        .extracting(CauseKey::title, CauseKey::decisive)
        .containsExactly("two", false);
  }

  @Test
  void a_logger_in_json_and_the_console_tell_of_one_fault() {
    CauseKey console =
        cause(
            "Uncaught TypeError: user.render is not a function",
            "    at draw (/srv/app.js:3:9)",
            "    at main (/srv/app.js:9:1)");
    CauseKey json =
        cause(
            "{\"level\":60,\"time\":1793741803413,\"pid\":17,\"err\":{\"type\":\"TypeError\",\"message\":\"user.render"
                + " is not a function\",\"stack\":\"TypeError: user.render is not a function\\n"
                + "    at draw (/opt/app.js:4:9)\\n"
                + "    at main (/opt/app.js:12:1)\"},\"msg\":\"uncaught\"}");
    assertThat(json.fingerprint()).isEqualTo(console.fingerprint());
  }

  @Property
  void any_tail_has_a_short_title_and_the_same_tail_the_same_cause(@ForAll List<String> lines) {
    Causes.of(Tail.of("file", lines))
        .ifPresent(
            key -> {
              assertThat(key.title()).hasSizeLessThanOrEqualTo(200).isNotBlank();
              assertThat(key.fingerprint()).matches("v1:[0-9a-f]{12}");
              assertThat(Causes.of(Tail.of("journal", lines))).contains(key);
            });
  }

  private static void isNotDecisive(CauseKey key) {
    assertThat(key.decisive()).isFalse();
  }

  static CauseKey cause(String... lines) {
    Tail tail = Tail.of("file", List.of(lines));
    return Causes.of(tail)
        .orElseThrow(() -> new AssertionError(tail.lines().stream().collect(Collectors.joining())));
  }
}
