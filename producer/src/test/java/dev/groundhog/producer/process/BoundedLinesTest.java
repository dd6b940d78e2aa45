package dev.groundhog.producer.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BoundedLinesTest {
  @Property
  void lines_come_out_as_they_went_in_however_the_bytes_arrive(
      @ForAll List<@IntRange(max = 40_000) Integer> lengths,
      @ForAll boolean endsWithLineFeed,
      @ForAll @IntRange(min = 1, max = 20_000) int atOnce)
      throws IOException {
    List<String> lines = new ArrayList<>();
    for (int length : lengths) lines.add(Integer.toString(length).repeat(length / 5) + "x");
    String text = String.join("\n", lines) + (endsWithLineFeed && !lines.isEmpty() ? "\n" : "");

    assertThat(all(text, atOnce)).isEqualTo(lines);
  }

  @Test
  void empty_lines_are_lines() throws IOException {
    assertThat(all("\n\na\n\n", 3)).containsExactly("", "", "a", "");
    assertThat(all("", 3)).isEmpty();
  }

  @Test
  void a_line_that_is_too_long_is_empty_and_the_next_is_whole() throws IOException {
    String endless = "x".repeat(BoundedLines.MAX_LINE + 70_000);

    assertThat(all("a\n" + endless + "\nb", 8192)).containsExactly("a", "", "b");
  }

  private static List<String> all(String text, int atOnce) throws IOException {
    BoundedLines in = new BoundedLines(trickle(text, atOnce));
    List<String> lines = new ArrayList<>();
    for (String line = in.next(); line != null; line = in.next()) lines.add(line);
    return lines;
  }

  /** A pipe gives what it has, which is seldom as much as was asked for. */
  private static InputStream trickle(String text, int atOnce) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
      @Override
      public synchronized int read(byte[] to, int offset, int length) {
        return super.read(to, offset, Math.min(length, atOnce));
      }
    };
  }
}
