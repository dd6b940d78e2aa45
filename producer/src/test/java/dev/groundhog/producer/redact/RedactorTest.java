package dev.groundhog.producer.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.runtime.settings.InvalidSettingException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RedactorTest {
  private final Redactor redactor = new Redactor(Map.of());

  @Test
  void several_secrets_of_a_line_become_several_marks() {
    assertThat(mask("user=bob password=hunter2 url=redis://:s3cr3tx@cache token=abcdef0123"))
        .containsExactly(
            new MaskedLine(
                "user=bob password=[redacted:password] url=redis://:[redacted:url-password]@cache"
                    + " token=[redacted:token]",
                3));
  }

  @Test
  void a_key_of_many_lines_becomes_one_line_and_counts_as_one_secret() {
    String line = "kJ7f".repeat(16);

    assertThat(
            mask(
                "-----BEGIN RSA PRIVATE KEY-----",
                line,
                line,
                line,
                "-----END RSA PRIVATE KEY-----",
                "x"))
        .containsExactly(
            new MaskedLine("-----BEGIN RSA PRIVATE KEY-----", 0),
            new MaskedLine("[redacted:private-key]", 1),
            new MaskedLine("-----END RSA PRIVATE KEY-----", 0),
            new MaskedLine("x", 0));
  }

  @Test
  void a_key_without_its_first_and_last_line_is_a_key() {
    String line = "kJ7f".repeat(16);

    assertThat(mask(line.substring(9), line, line, "kJ7f==", "panic"))
        .extracting(MaskedLine::text)
        .containsExactly("[redacted:private-key]", "panic");
  }

  @Test
  void a_log_that_goes_on_behind_a_key_without_its_end_stays() {
    String line = "kJ7f".repeat(16);

    assertThat(mask("-----BEGIN PRIVATE KEY-----", line, "kJ7f==", "Exiting", "bye"))
        .extracting(MaskedLine::text)
        .containsExactly("-----BEGIN PRIVATE KEY-----", "[redacted:private-key]", "Exiting", "bye");
  }

  @Test
  void own_patterns_mask_their_group_or_all_of_the_match_under_their_name() {
    Redactor own = new Redactor(Map.of("customer", "CUST-[0-9]+", "card", "card (\\d{4})"));

    assertThat(own.mask(List.of("CUST-4711 paid by card 1234, password=hunter2")))
        .containsExactly(
            new MaskedLine(
                "[redacted:customer] paid by card [redacted:card], password=[redacted:password]",
                3));
  }

  @Test
  void an_own_pattern_as_wide_as_words_leaves_marks_alone() {
    Redactor own = new Redactor(Map.of("word", "[a-z]+"));

    assertThat(own.mask(List.of("ab [redacted:token] 1")).get(0).text())
        .isEqualTo("[redacted:word] [redacted:token] 1");
  }

  @Test
  void a_pattern_that_is_none_is_said_by_its_name_and_not_shown() {
    assertThatThrownBy(() -> new Redactor(Map.of("pin", "hunter2(")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("redact.patterns.pin: expected a regular expression in RE2's syntax")
        .hasMessageContaining("Nothing was started.")
        .message()
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a*", "", "(?:)"})
  void a_pattern_that_matches_nothing_at_all_is_refused(String regex) {
    assertThatThrownBy(() -> new Redactor(Map.of("all", regex)))
        .isInstanceOf(InvalidSettingException.class);
  }

  @Test
  void a_pattern_has_a_name_that_fits_into_a_mark() {
    assertThatThrownBy(() -> new Redactor(Map.of("My Pin]", "[0-9]{4}")))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("lower-case letters");
  }

  /**
   * Each piece, repeated, is the worst for some rule. Of 32 times the text, linear time is 32 times
   * as much and quadratic 1,024; between them is room for a busy machine.
   */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "password=",
        "password=\"",
        "password='/etc/",
        "\\\"password\\\":\\\"",
        "token: ",
        "key key ",
        "://a:b",
        "://@:",
        "-----BEGIN PRIVATE KEY-----",
        "-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----          a",
        "glpat-",
        "sk-",
        "eyJ",
        "ZXlK",
        "eyJhbGciOiJIUzI1NiJ9.",
        "Cookie: a=",
        "Authorization: x ",
        "AKIA ",
        "MT",
        "IBAAKCAQEA",
        "curl -u",
        "mysql -p",
        "pass,",
        "secret=(((",
        "[redacted:",
        "password=,a,",
        "hooks.slack.com/services/",
        "@tcp(",
        "$2a$"
      })
  void no_line_takes_more_than_linear_time(String piece) {
    String once = piece.repeat(2_048 / piece.length());
    String more = piece.repeat(32 * 2_048 / piece.length());
    for (int i = 0; i < 50; i++) nanos(once);

    long small = Math.max(20_000, best(once));

    assertThat(best(more)).as("32 times the text, from %d ns", small).isLessThan(180 * small);
  }

  private long best(String line) {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) best = Math.min(best, nanos(line));
    return best;
  }

  /** Of this thread alone, because others run beside it. */
  private long nanos(String line) {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    long from = threads.getCurrentThreadCpuTime();
    List<MaskedLine> unused = redactor.mask(List.of(line));
    return threads.getCurrentThreadCpuTime() - from;
  }

  @Test
  void a_thousand_lines_of_hostile_keys_take_no_more_than_linear_time() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      lines.add("kJ7f".repeat(16));
      if (i % 3 == 0) lines.add("-----END PRIVATE KEY-----");
      if (i % 5 == 0) lines.add("-----BEGIN PRIVATE KEY-----");
    }

    assertThat(redactor.mask(lines)).isNotEmpty();
  }

  private List<MaskedLine> mask(String... lines) {
    return redactor.mask(List.of(lines));
  }
}
