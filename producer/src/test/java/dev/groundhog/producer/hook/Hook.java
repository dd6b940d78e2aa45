package dev.groundhog.producer.hook;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** The hook as systemd runs it: a process of its own with systemd's environment and no other. */
final class Hook {
  static final String INVOCATION = "8f8f816c6e284653aa6f8fd4e75dfa0d";
  static final Path SCRIPT =
      Path.of(requireNonNull(System.getProperty("groundhog.root")))
          .resolve("producer/src/main/dist/bin/groundhog-hook");

  /** How it ended. */
  record Result(int status, String out, String err, Duration took) {}

  private final Map<String, String> environment = new TreeMap<>();

  Hook(Path spool) {
    with("PATH", "/usr/bin:/bin");
    with("GROUNDHOG_SPOOL_DIR", spool.toString());
    with("GROUNDHOG_RUN_DIR", spool.resolveSibling("run").toString());
    with("GROUNDHOG_HOOK_TIMEOUT", "20"); // a busy build machine is no reason to fail
    with("INVOCATION_ID", INVOCATION);
  }

  Hook with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Hook crashed() {
    return with("SERVICE_RESULT", "exit-code").with("EXIT_CODE", "exited").with("EXIT_STATUS", "3");
  }

  Process start(String... args) throws IOException {
    return startUnder(List.of(), args);
  }

  /** Starts it by another program, such as one that kills it at a certain system call. */
  Process startUnder(List<String> program, String... args) throws IOException {
    List<String> command = new ArrayList<>(program);
    command.add(SCRIPT.toString());
    command.addAll(Arrays.asList(args));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result run(String... args) throws IOException, InterruptedException {
    long began = System.nanoTime();
    Process process = start(args);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("the hook hangs");
    }
    Duration took = Duration.ofNanos(System.nanoTime() - began);
    return new Result(process.exitValue(), out, err, took);
  }
}
