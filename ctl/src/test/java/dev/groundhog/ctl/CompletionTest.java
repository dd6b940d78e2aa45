package dev.groundhog.ctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

  private String[] offered(String typed) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "needs bash");
    StringWriter script = new StringWriter();
    int code = CtlMain.commandLine(Map.of()).setOut(new PrintWriter(script)).execute("completion");
    assertThat(code).isZero();
    Path file = Files.writeString(folder.resolve("completion.bash"), script.toString());
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
