package dev.groundhog.producer.tail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.redact.MaskedLine;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TailTextTest {
  private static final Mask NO_MASK =
      lines -> lines.stream().map(line -> new MaskedLine(line, 0)).toList();

  @Property
  void a_tail_never_exceeds_its_lines_and_bytes_and_never_has_a_control_character(
      @ForAll @Size(max = 200) List<String> raw, @ForAll @IntRange(max = 100) int wanted) {
    Tail tail = TailText.of("file", raw, wanted, NO_MASK, null);

    assertThat(tail.lines()).hasSizeLessThanOrEqualTo(Math.min(wanted, Tail.MAX_LINES));
    assertThat(bytes(tail)).isLessThanOrEqualTo(Tail.MAX_BYTES);
    assertThat(tail.lines())
        .allMatch(line -> line.chars().noneMatch(c -> c != '\t' && Character.isISOControl(c)));
    assertThat(tail.omitted()).isEqualTo(raw.size() - tail.lines().size());
  }

  @Property
  void any_bytes_become_lines_that_are_valid_text(@ForAll byte[] raw) {
    Tail tail = TailText.of("file", TailText.lines(raw), 64, NO_MASK, null);

    for (String line : tail.lines()) {
      byte[] utf8 = line.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(utf8, StandardCharsets.UTF_8)).isEqualTo(line);
    }
  }

  @Test
  void the_end_is_kept_and_the_rest_is_counted() {
    List<String> raw = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();

    Tail tail = TailText.of("file", raw, 3, NO_MASK, null);

    assertThat(tail.lines()).containsExactly("line 97", "line 98", "line 99");
    assertThat(tail.omitted()).isEqualTo(97);
  }

  @Test
  void of_a_line_longer_than_a_tail_the_end_is_kept_and_no_character_is_cut_in_two() {
    Tail tail = TailText.of("file", List.of("😀".repeat(10_000) + "!"), 22, NO_MASK, null);

    assertThat(tail.lines()).hasSize(1);
    assertThat(tail.lines().get(0)).endsWith("😀!").matches("😀+!");
    assertThat(bytes(tail)).isBetween(Tail.MAX_BYTES - 4, Tail.MAX_BYTES);
  }

  @Test
  void colours_titles_and_text_that_turns_around_are_stripped_and_tabs_stay() {
    List<String> raw =
        List.of(
            "\u001b[1;31mpanic\u001b[0m: \u001b]0;title\u0007x",
            "\tat Main.java\r",
            "abc\u202Egnp.exe\u0000");

    assertThat(TailText.of("file", raw, 22, NO_MASK, null).lines())
        .containsExactly("panic: x", "\tat Main.java", "abcgnp.exe");
  }

  @Test
  void bytes_that_are_no_utf8_become_the_replacement_character() {
    byte[] latin1 = "caf\u00e9 is closed\n".getBytes(StandardCharsets.ISO_8859_1);

    assertThat(TailText.lines(latin1)).containsExactly("caf\ufffd is closed");
  }

  @Test
  void a_mask_sees_lines_whole_and_clean_before_anything_is_cut() {
    String secret = "k".repeat(Tail.MAX_BYTES);
    Mask mask =
        lines ->
            lines.stream()
                .map(line -> new MaskedLine(line.replace("key=" + secret, "key=[masked]"), 1))
                .toList();

    Tail tail = TailText.of("file", List.of("k\u001b[1mey=" + secret), 22, mask, null);

    assertThat(tail.lines()).containsExactly("key=[masked]");
  }

  @Test
  void only_what_is_masked_in_lines_that_are_kept_is_counted() {
    Mask mask = lines -> lines.stream().map(line -> new MaskedLine(line, 2)).toList();

    assertThat(TailText.of("file", List.of("a", "b", "c"), 2, mask, null).redacted()).isEqualTo(4);
  }

  @Test
  void of_a_log_that_was_read_from_its_middle_the_line_that_was_cut_is_left_out() {
    String rest = "x".repeat(Tail.MAX_BYTES);

    assertThat(TailText.endOfLog(bytes("of=a secret\n" + rest))).containsExactly(rest);
    assertThat(TailText.endOfLog(bytes("etOfAPassword " + rest))).containsExactly(rest);
    assertThat(TailText.endOfLog(bytes("whole\nlog"))).containsExactly("whole", "log");
  }

  @Test
  void of_a_line_of_50_MB_no_more_is_looked_at_than_twice_what_can_be_sent() {
    String line = "token=abc ".repeat(5_000_000);
    Mask mask =
        lines -> {
          assertThat(lines.get(0))
              .hasSizeLessThanOrEqualTo(2 * Tail.MAX_BYTES)
              .startsWith("token=");
          return lines.stream().map(l -> new MaskedLine(l, 0)).toList();
        };

    assertThat(TailText.of("journal", List.of(line), 22, mask, null).lines()).hasSize(1);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static int bytes(Tail tail) {
    return tail.lines().stream().mapToInt(l -> l.getBytes(StandardCharsets.UTF_8).length).sum();
  }
}
