package dev.groundhog.standalone.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** The process {@code groundhog-standalone}, as the demo runs it. */
final class StandaloneProcess {
  private static final String READY = "groundhog ready: bootstrap.servers=";

  /** Measured: about 6 s on two idle cores; a busy machine gets its time. */
  private static final int READY_WITHIN_S = 90;

  private final Path log;
  private final CompletableFuture<String> bootstrapServers = new CompletableFuture<>();

  /**
   * @param program {@code bin/groundhog-standalone}
   * @param run the demo's folder
   * @param environment settings, over those this process was given
   * @param said gets what it prints after it is ready: messages, when no Slack is configured
   */
  StandaloneProcess(
      Path program,
      Path run,
      int port,
      Map<String, String> environment,
      Children children,
      Consumer<String> said)
      throws IOException {
    log = run.resolve("standalone.log");
    ProcessBuilder builder =
        new ProcessBuilder(
                program.toString(),
                "--port",
                Integer.toString(port),
                "--data",
                run.resolve("data").toString())
            .redirectError(log.toFile());
    builder.environment().putAll(environment);
    Process process = children.start(builder);
    Thread reader = new Thread(() -> read(process, said), "reads what standalone prints");
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Process process, Consumer<String> said) {
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line; (line = out.readLine()) != null; ) {
        if (line.startsWith(READY)) bootstrapServers.complete(line.substring(READY.length()));
        else said.accept(line);
      }
      bootstrapServers.completeExceptionally(
          new DemoFailedException("groundhog-standalone ended: " + lastWords()));
    } catch (IOException e) {
      bootstrapServers.completeExceptionally(e);
    }
  }

  /** Waits until all of it works; returns where Kafka is. */
  String awaitReady() throws InterruptedException, DemoFailedException {
    try {
      return bootstrapServers.get(READY_WITHIN_S, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof DemoFailedException failed
          ? failed
          : new DemoFailedException("groundhog-standalone: " + e.getCause());
    } catch (TimeoutException e) {
      throw new DemoFailedException(
          "groundhog-standalone was not ready within %d s: %s"
              .formatted(READY_WITHIN_S, lastWords()));
    }
  }

  private String lastWords() {
    try {
      String all = Files.readString(log).strip();
      return all.substring(all.lastIndexOf('\n') + 1) + " (" + log + ")";
    } catch (IOException e) {
      throw new UncheckedIOException("its log cannot be read", e);
    }
  }
}
