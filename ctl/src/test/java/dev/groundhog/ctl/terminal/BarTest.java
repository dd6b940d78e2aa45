package dev.groundhog.ctl.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BarTest {
  @Command
  static final class Some {
    @Mixin final Bar bar = new Bar();
  }

  @Test
  void it_is_drawn_where_somebody_asks_for_it_and_else_on_a_terminal_only() {
    assertThat(drawn("--progress")).contains("replay");
    assertThat(drawn("--no-progress")).isEmpty();
    assertThat(drawn()).isEmpty();
    System.setProperty(Bar.TERMINAL, "true");
    try {
      assertThat(drawn()).contains("replay");
      assertThat(drawn("--no-progress")).isEmpty();
    } finally {
      System.clearProperty(Bar.TERMINAL);
    }
  }

  private static String drawn(String... args) {
    Some some = new Some();
    new CommandLine(some).parseArgs(args);
    StringWriter err = new StringWriter();
    long[] clock = {0};
    try (Progress progress =
        some.bar.begin("replay", new PrintWriter(err), () -> clock[0] += 1_000_000_000L)) {
      for (int i = 0; i < 2_000; i++) if (progress.step()) progress.at(0.5);
    }
    return err.toString();
  }
}
