package dev.groundhog.standalone.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The embedded broker in a JVM of its own, so that a test can kill it. */
public final class BrokerProcess implements AutoCloseable {
  private static final String UP = "broker up on ";
  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it and returns when clients can connect; {@code port} 0 for any. */
  public static BrokerProcess start(int port, Path data) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                List.of(
                    java,
                    "-XX:TieredStopAtLevel=1",
                    "-Xmx256m",
                    "-cp",
                    System.getProperty("java.class.path"),
                    BrokerProcess.class.getName(),
                    Integer.toString(port),
                    data.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    String line = out.readLine();
    if (line == null || !line.startsWith(UP)) {
      process.destroyForcibly();
      throw new IOException("the broker process did not start, it said: " + line);
    }
    return new BrokerProcess(process, Integer.parseInt(line.substring(UP.length())));
  }

  public int port() {
    return port;
  }

  public String bootstrapServers() {
    return BrokerConfig.HOST + ":" + port;
  }

  /** {@code kill -9}; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(10, TimeUnit.SECONDS)) kill();
  }

  /** The child's main: PORT DIRECTORY. */
  public static void main(String[] args) throws Exception {
    try (EmbeddedBroker broker =
        EmbeddedBroker.start(Integer.parseInt(args[0]), Path.of(args[1]))) {
      Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
      System.out.println(UP + broker.port());
      broker.await();
    }
  }
}
