package dev.groundhog.ctl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What {@code docs/incident-analysis.md} shows is what the commands print for the recorded incident
 * beside it. A line {@code …} stands for any lines.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class IncidentAnalysisTest {
  private static final Path ROOT = Path.of(System.getProperty("groundhog.root", ".."));
  private static final String INDENT = "    ";
  private static final String PROMPT = INDENT + "$ groundhogctl ";
  private static final String ANY = "…";

  /** A command of the page and the lines below it. */
  private record Shown(String command, List<String> lines) {
    @Override
    public String toString() {
      return command;
    }
  }

  static Stream<Shown> commands() throws IOException {
    List<Shown> all = new ArrayList<>();
    Shown current = null;
    for (String line : Files.readAllLines(ROOT.resolve("docs/incident-analysis.md"))) {
      if (line.startsWith(PROMPT)) {
        current = new Shown(line.substring(PROMPT.length()), new ArrayList<>());
        all.add(current);
      } else if (current != null && (line.startsWith(INDENT) || line.isEmpty())) {
        current.lines().add(line.isEmpty() ? line : line.substring(INDENT.length()));
      } else {
        current = null;
      }
    }
    assertThat(all).hasSizeGreaterThan(4);
    return all.stream();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("commands")
  void the_page_shows_what_the_command_prints(Shown shown) {
    StringWriter out = new StringWriter();
    List<String> words =
        Stream.of(shown.command().split(" ", -1))
            .map(word -> word.startsWith("docs/") ? ROOT.resolve(word).toString() : word)
            .toList();
    int code =
        CtlMain.commandLine(Map.of())
            .setOut(new PrintWriter(out))
            .execute(words.toArray(String[]::new));
    assertThat(code).isZero();
    String said = out.toString().replace(ROOT + "/", "");
    List<String> printed = said.lines().map(String::stripTrailing).toList();
    assertThat(matches(shown.lines(), printed)).as("shown on the page: %s", said).isTrue();
  }

  /** Empty lines at the end of what is shown stand between it and the text. */
  private static boolean matches(List<String> shown, List<String> said) {
    int end = shown.size();
    while (end > 0 && shown.get(end - 1).isBlank()) end--;
    int at = 0;
    boolean any = false;
    for (String line : shown.subList(0, end)) {
      if (line.strip().equals(ANY)) {
        any = true;
        continue;
      }
      if (any) {
        while (at < said.size() && !said.get(at).equals(line.stripTrailing())) at++;
      }
      if (at >= said.size() || !said.get(at).equals(line.stripTrailing())) return false;
      at++;
      any = false;
    }
    return any || at == said.size();
  }
}
