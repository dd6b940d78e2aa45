package dev.groundhog.producer.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShellcheckTest {
  @ParameterizedTest
  @ValueSource(strings = {"groundhog-hook", "groundhog"})
  void a_script_is_clean_posix_shell_of_under_100_lines(String name) throws Exception {
    Path script = Hook.SCRIPT.resolveSibling(name);
    assertThat(Files.readAllLines(script)).hasSizeLessThan(100);
    boolean there =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .anyMatch(dir -> Files.isExecutable(Path.of(dir, "shellcheck")));
    assumeTrue(there, "shellcheck is not installed: apt-get install shellcheck");

    Process process =
        new ProcessBuilder("shellcheck", "--shell=sh", "--format=gcc", script.toString())
            .redirectErrorStream(true)
            .start();
    String found = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(process.waitFor()).as(found).isZero();
  }
}
