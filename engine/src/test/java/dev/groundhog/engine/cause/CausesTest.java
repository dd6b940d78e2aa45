package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CausesTest {

  @Test
  void the_root_of_a_java_chain_names_the_fault() {
    CauseKey key =
        cause(
            "Exception in thread \"main\" java.lang.RuntimeException: start failed",
            "\tat com.example.Main.main(Main.java:12)",
            "Caused by: java.net.ConnectException: Connection refused to 10.1.2.3:5432",
            "\tat com.example.Db.open(Db.java:33)",
            "\t... 1 more");
    assertThat(key.title()).isEqualTo("java.net.ConnectException: Connection refused to <address>");
    assertThat(key.decisive()).isTrue();
  }

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
  void each_run_time_dies_in_its_own_words() {
    assertThat(
            cause(
                    "panic: runtime error: index out of range [5] with length 3",
                    "",
                    "goroutine 1 [running]:")
                .title())
        .isEqualTo("panic: runtime error: index out of range [#] with length #");
    assertThat(
            cause(
                    "Traceback (most recent call last):",
                    "  File \"/srv/a.py\", line 3, in main",
                    "KeyError: 'user'")
                .title())
        .isEqualTo("KeyError: '…'");
    assertThat(
            cause("thread 'main' panicked at src/main.rs:4:5:", "index out of bounds").decisive())
        .isTrue();
    assertThat(
            cause(
                    "TypeError: Cannot read properties of undefined (reading 'x')",
                    "    at f (/srv/a.js:3:9)")
                .decisive())
        .isTrue();
    assertThat(cause("a.out: a.c:3: main: Assertion `x == 1' failed.").decisive()).isTrue();
    assertThat(
            cause("Nov 22 11:22:41 web-1 kernel[0]: Out of memory: Killed process 812 (java)")
                .title())
        .isEqualTo("Out of memory: Killed process # (java)");
  }

  @Test
  void without_a_fault_the_last_complaint_or_the_last_line_stands_in_and_decides_nothing() {
    assertThat(cause("starting", "could not bind: permission denied", "bye"))
        .extracting(CauseKey::title, CauseKey::decisive)
        .containsExactly("could not bind: permission denied", false);
    assertThat(cause("one", "two", "  ")).extracting(CauseKey::title).isEqualTo("two");
    assertThat(Causes.of(Tail.of("file", List.of("", " ")))).isEmpty();
    assertThat(Causes.of(null)).isEmpty();
  }

  @Test
  void hostile_lines_cost_no_time() {
    String evil = "\"'".repeat(20_000) + "a.".repeat(20_000) + "/x".repeat(20_000);
    Tail tail = Tail.of("file", IntStream.range(0, 64).mapToObj(i -> evil).toList());
    Assertions.assertTimeoutPreemptively(Duration.ofSeconds(2), () -> Causes.of(tail));
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

  private static CauseKey cause(String... lines) {
    Tail tail = Tail.of("file", List.of(lines));
    return Causes.of(tail)
        .orElseThrow(() -> new AssertionError(tail.lines().stream().collect(Collectors.joining())));
  }
}
