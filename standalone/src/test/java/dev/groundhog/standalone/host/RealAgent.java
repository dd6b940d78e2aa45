package dev.groundhog.standalone.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@code bin/groundhog agent} of the runnable tree as a process on this machine. */
final class RealAgent implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("groundhog.root", ".."));
  private static final Path HOOK = ROOT.resolve("producer/target/dist/bin/groundhog-hook");

  private final Path folder;
  private final String host;
  private @Nullable Process process;
  private int crashes;

  /**
   * @param folder for its spool and its log
   */
  RealAgent(Path folder, String host) {
    this.folder = folder;
    this.host = host;
  }

  /** Starts it; settings are variables of its environment, NAME=VALUE. */
  RealAgent start(String bootstrapServers, String... settings) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(ROOT.resolve("producer/target/dist/bin/groundhog").toString(), "agent");
    builder.environment().keySet().removeIf(name -> name.startsWith("GROUNDHOG_"));
    builder.environment().put("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", bootstrapServers);
    builder.environment().put("GROUNDHOG_SPOOL_DIR", spool().toString());
    builder.environment().put("GROUNDHOG_RUN_DIR", folder.resolve("run").toString());
    builder.environment().put("GROUNDHOG_HOST", host);
    builder.environment().put("GROUNDHOG_HTTP_PORT", "off");
    builder.environment().put("GROUNDHOG_JOURNAL", "off");
    for (String setting : settings) {
      String[] parts = setting.split("=", 2);
      builder.environment().put(parts[0], parts[1]);
    }
    Path log = folder.resolve("agent.log");
    builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    process = builder.start();
    return this;
  }

  /** A crash of a unit, recorded by the real hook with the end of a log; its invocation. */
  String crash(String unit, List<String> lastLines) throws Exception {
    Path log = Files.write(folder.resolve("unit.log"), lastLines);
    String invocation = "%032x".formatted(++crashes);
    ProcessBuilder hook =
        new ProcessBuilder(HOOK.toString(), "stopped", unit, "--strict", "--log", log.toString());
    hook.environment().put("GROUNDHOG_SPOOL_DIR", spool().toString());
    hook.environment().put("GROUNDHOG_RUN_DIR", folder.resolve("run").toString());
    hook.environment().put("GROUNDHOG_HOOK_TIMEOUT", "20");
    hook.environment().put("INVOCATION_ID", invocation);
    hook.environment().put("SERVICE_RESULT", "exit-code");
    hook.environment().put("EXIT_CODE", "exited");
    hook.environment().put("EXIT_STATUS", "3");
    int status = hook.inheritIO().start().waitFor();
    if (status != 0) throw new AssertionError("the hook ended with " + status);
    return invocation;
  }

  Path spool() {
    return folder.resolve("spool");
  }

  /** All it has said, over all its runs. */
  String log() {
    try {
      return Files.readString(folder.resolve("agent.log"), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** SIGTERM; its exit code, or an error if it takes longer than two seconds. */
  int stop() throws InterruptedException {
    Process running = process;
    if (running == null) throw new IllegalStateException("not started");
    running.destroy();
    if (!running.waitFor(2, TimeUnit.SECONDS)) throw new AssertionError("a stop took over 2 s");
    return running.exitValue();
  }

  /** SIGKILL. */
  @Override
  public void close() throws InterruptedException {
    if (process != null) process.destroyForcibly().waitFor();
  }
}
