package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A log is what anybody makes a program write: no line may stop the engine. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostileTailTest {
  private static final int LINE = 16 * 1024;

  /** Pieces that the patterns look for, and that begin what never ends. */
  private static final List<String> PIECES =
      List.of(
          "a.",
          "at ",
          "(",
          ")",
          ": ",
          "'",
          "\"",
          "/x",
          "a/",
          "0x",
          "::",
          "- ",
          "[",
          "]",
          "{\"a\":",
          "Error",
          "Exception: ",
          "Caused by: ",
          "thread 'a' panicked at ",
          "File \"",
          " line 1",
          "x=",
          "=\"",
          "\\",
          "2026-11-22 ",
          "11:22:41.",
          "1,",
          "1h",
          "a:b",
          "in `",
          "#0 0x1 in ",
          "Assertion `",
          "' failed",
          " at a line ",
          "panic: ",
          "uncaught ",
          "---> ",
          "\t",
          "é",
          "$1",
          "...",
          "a-1",
          "@",
          "ERROR ",
          "<",
          ">",
          "Killed process 1 (",
          "SUMMARY: aSanitizer: ");

  @Property(tries = 400)
  void any_mixture_of_pieces_is_read_in_time(@ForAll("lines") String line) {
    Tail tail = Tail.of("file", IntStream.range(0, 64).mapToObj(i -> line).toList());
    Assertions.assertTimeout(Duration.ofSeconds(1), () -> Causes.of(tail, "exit-code 1"));
  }

  @Test
  void one_piece_repeated_for_ever_is_read_in_time() {
    for (String piece : PIECES) {
      String line = piece.repeat(LINE / piece.length());
      Tail tail = Tail.of("file", IntStream.range(0, 64).mapToObj(i -> line).toList());
      Assertions.assertTimeout(
          Duration.ofSeconds(1), () -> Causes.explain(tail, "exit-code 1"), "piece " + piece);
    }
  }

  @Test
  void twice_the_length_costs_no_more_than_a_cut_line() {
    String line = "{\"msg\":\"" + "x \\n".repeat(LINE) + "\"}";
    assertThat(Causes.of(Tail.of("file", List.of(line)), null)).isPresent();
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(PIECES)
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .map(pieces -> String.join("", pieces))
        .map(unit -> unit.repeat(LINE / unit.length()));
  }
}
