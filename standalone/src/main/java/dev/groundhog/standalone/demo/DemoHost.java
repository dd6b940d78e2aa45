package dev.groundhog.standalone.demo;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One host of the demo: its own name, spool and agent process, and {@code chat.service} on it. Only
 * systemd is played: the hook runs as a process with the environment that systemd gives it, and the
 * service is a program that really runs and really crashes.
 */
final class DemoHost {
  static final String UNIT = "chat.service";

  private final String name;
  private final Path folder;
  private final Path producer;
  private final Path classes;
  private final String bootstrapServers;
  private final Children children;
  private String invocation = "";
  private @Nullable Process service;

  /**
   * @param run the demo's folder, where this host gets one of its own
   * @param producer the producer's runnable tree
   * @param classes where the service's program is
   */
  DemoHost(
      String name,
      Path run,
      Path producer,
      Path classes,
      String bootstrapServers,
      Children children) {
    this.name = name;
    this.folder = run.resolve(name);
    this.producer = producer;
    this.classes = classes;
    this.bootstrapServers = bootstrapServers;
    this.children = children;
  }

  String name() {
    return name;
  }

  void startAgent() throws IOException {
    Files.createDirectories(folder.resolve("spool"));
    ProcessBuilder agent =
        new ProcessBuilder(producer.resolve("bin/groundhog").toString(), "agent")
            .redirectErrorStream(true)
            .redirectOutput(file("agent.log"));
    setHost(agent);
    // The journal of the machine under this demo has nothing to say about web-1.
    agent.environment().put("GROUNDHOG_JOURNAL", "off");
    agent.environment().put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    children.start(agent);
  }

  /** What systemd does to start a unit: {@code ExecStartPre=}, then the program. */
  void startService() throws IOException, InterruptedException {
    invocation = UUID.randomUUID().toString().replace("-", "");
    hook(Map.of(), "starting", UNIT);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    service =
        children.start(
            new ProcessBuilder(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx32m",
                    "-cp",
                    classes.toString(),
                    "chat.Chat")
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.appendTo(file("chat.log"))));
  }

  /**
   * Somebody leaves the chat room, which it does not survive; then {@code ExecStopPost=}.
   *
   * @return how it exited
   */
  int crashService() throws IOException, InterruptedException {
    Process running = service;
    if (running == null) throw new IllegalStateException(name + ": the service does not run");
    tell(running, "leave grace\nsay is anybody there?\n");
    if (!running.waitFor(10, TimeUnit.SECONDS)) {
      throw new IllegalStateException(name + ": the service survived; see " + file("chat.log"));
    }
    int status = running.exitValue();
    hook(
        Map.of(
            "SERVICE_RESULT",
            "exit-code",
            "EXIT_CODE",
            "exited",
            "EXIT_STATUS",
            Integer.toString(status)),
        "stopped",
        UNIT,
        "--log",
        file("chat.log").toString());
    return status;
  }

  private static void tell(Process running, String commands) {
    try (var stdin = running.getOutputStream()) {
      stdin.write(commands.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the service was gone already", e);
    }
  }

  private void hook(Map<String, String> fromSystemd, String... args)
      throws IOException, InterruptedException {
    ProcessBuilder hook =
        new ProcessBuilder(producer.resolve("bin/groundhog-hook").toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(file("hook.log")));
    hook.command().addAll(List.of(args));
    hook.command().add("--strict");
    setHost(hook);
    hook.environment().put("INVOCATION_ID", invocation);
    hook.environment().putAll(fromSystemd);
    int status = hook.start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(
          "%s: the hook ended with %d: %s"
              .formatted(name, status, Files.readString(file("hook.log").toPath())));
    }
  }

  private void setHost(ProcessBuilder process) {
    process.environment().put("GROUNDHOG_HOST", name);
    process.environment().put("GROUNDHOG_SPOOL_DIR", folder.resolve("spool").toString());
    process.environment().put("GROUNDHOG_RUN_DIR", folder.resolve("run").toString());
  }

  private File file(String fileName) {
    return folder.resolve(fileName).toFile();
  }
}
