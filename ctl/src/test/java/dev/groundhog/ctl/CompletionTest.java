package dev.groundhog.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the shell offers, asked of a real one. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CompletionTest {
  @TempDir Path folder;

  @Test
  void bash_offers_the_commands_and_then_their_options() throws Exception {
    assertThat(offered("groundhogctl inc")).containsExactlyInAnyOrder("incidents", "incident");
    assertThat(offered("groundhogctl events --fo")).containsExactly("--follow");
    assertThat(offered("groundhogctl silence ")).contains("add", "list", "expire");
  }

  /** A person's shell on a terminal of its own, with nothing in its start files. */
  @ParameterizedTest
  @CsvSource({
    "groundhogctl cons, groundhogctl console ",
    "groundhogctl events --fo, groundhogctl events --follow ",
    "groundhogctl silence exp, groundhogctl silence expire "
  })
  void zsh_completes_a_word_when_Tab_is_pressed(String typed, String completed) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/zsh")), "needs zsh: apt-get install zsh");
    String press =
        """
        zmodload zsh/zpty
        zpty shell zsh -f -i
        zpty -w shell "source $1; print re''ady"
        zpty -r -m shell seen $'*ready\\r*'
        zpty -w -n shell "$2"$'\\t'
        zpty -r -m shell seen "*$3*"
        """;
    ProcessBuilder builder =
        new ProcessBuilder("/usr/bin/zsh", "-f", "-c", press, "zsh", script().toString());
    builder.command().addAll(List.of(typed, completed.strip()));
    builder.environment().put("TERM", "xterm");
    Process zsh = builder.redirectErrorStream(true).start();
    try {
      assertThat(zsh.waitFor(20, TimeUnit.SECONDS)).as("it was completed").isTrue();
      assertThat(zsh.exitValue()).isZero();
    } finally {
      zsh.descendants().forEach(ProcessHandle::destroyForcibly);
      zsh.destroyForcibly();
    }
  }

  private Path script() throws Exception {
    StringWriter script = new StringWriter();
    int code = CtlMain.commandLine(Map.of()).setOut(new PrintWriter(script)).execute("completion");
    assertThat(code).isZero();
    return Files.writeString(folder.resolve("completion.bash"), script.toString());
  }

  private String[] offered(String typed) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    Path file = script();
    String ask =
        """
        source "$1"
        read -ra COMP_WORDS <<< "$2"
        [[ $2 == *' ' ]] && COMP_WORDS+=("")
        COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
        # compopt works only while a person types, and says so.
        _complete_groundhogctl 2>/dev/null
        echo "${COMPREPLY[@]}"
        """;
    Process bash =
        new ProcessBuilder("/bin/bash", "-c", ask, "bash", file.toString(), typed)
            .redirectErrorStream(true)
            .start();
    String answer = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(bash.waitFor(10, TimeUnit.SECONDS)).isTrue();
    return answer.strip().split("\\s+", -1);
  }
}
