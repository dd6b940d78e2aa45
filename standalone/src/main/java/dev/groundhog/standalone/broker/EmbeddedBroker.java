package dev.groundhog.standalone.broker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.BindException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.metadata.storage.Formatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * A real Kafka broker in this process, for one machine: broker and controller in one, on 127.0.0.1
 * only, its log in a directory that outlives it.
 *
 * <p>On the same directory it comes up again with everything still there, also after {@code kill
 * -9}: what was acknowledged is in the page cache, which only a crash of the machine itself loses.
 * Kafka's code would end the process when it fails; here {@link #await} returns instead. Only one
 * broker at a time per process can be told of such a failure.
 *
 * <p>{@code KafkaRaftServer} and {@code Formatter} are Kafka's internals: this class is the only
 * place that touches them, so that an upgrade has one place to look at.
 */
public final class EmbeddedBroker implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(EmbeddedBroker.class);

  /** A port that was free can be taken before Kafka binds it. */
  private static final int ATTEMPTS = 3;

  private final KafkaRaftServer server;
  private final int port;
  private final CompletableFuture<String> fatal;
  private final AtomicBoolean closed = new AtomicBoolean();

  private EmbeddedBroker(KafkaRaftServer server, int port, CompletableFuture<String> fatal) {
    this.server = server;
    this.port = port;
    this.fatal = fatal;
  }

  /**
   * Starts it and returns when clients can connect.
   *
   * @param port where clients connect; 0 for any free port
   * @param data a directory of its own; made when missing
   * @throws PortBusyException if {@code port} is taken
   * @throws BrokerFailedException if it does not start, with the reason
   */
  public static EmbeddedBroker start(int port, Path data)
      throws PortBusyException, BrokerFailedException {
    if (port != 0 && !Ports.isFree(port)) throw new PortBusyException(port);
    if (isInUse(data)) {
      throw new BrokerFailedException("another process has its broker on " + data, null);
    }
    for (int attempt = 1; ; attempt++) {
      int chosen = port == 0 ? Ports.pick() : port;
      try {
        return startOn(new BrokerConfig(data.toAbsolutePath(), chosen, Ports.pick()));
      } catch (Exception e) {
        if (attempt == ATTEMPTS || !isBindFailure(e)) {
          throw new BrokerFailedException(
              "the embedded broker did not start on " + data + ": " + reason(e), e);
        }
        log.debug("a port was taken meanwhile; trying again", e);
      }
    }
  }

  private static EmbeddedBroker startOn(BrokerConfig config) throws Exception {
    format(config.logDir());
    CompletableFuture<String> fatal = ExitTrap.install();
    KafkaRaftServer server =
        new KafkaRaftServer(new KafkaConfig(config.asProperties(), false), Time.SYSTEM);
    try {
      server.startup();
      return new EmbeddedBroker(server, config.port(), fatal);
    } catch (Exception e) {
      stop(server);
      throw e;
    }
  }

  /** Asked before Kafka does, which would say it with three stack traces and after 10 s. */
  private static boolean isInUse(Path data) {
    Path lock = data.resolve(".lock");
    if (!Files.exists(lock)) return false;
    try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
        FileLock held = channel.tryLock()) {
      return held == null;
    } catch (OverlappingFileLockException e) {
      return true;
    } catch (IOException e) {
      return false; // Kafka will meet the same trouble and name it
    }
  }

  /** Gives a fresh directory its cluster id; one that has an id is left as it is. */
  private static void format(Path logDir) throws Exception {
    Files.createDirectories(logDir);
    if (Files.exists(logDir.resolve("meta.properties"))) return;
    new Formatter()
        .setNodeId(BrokerConfig.NODE_ID)
        .setClusterId(Uuid.randomUuid().toString())
        .setDirectories(List.of(logDir.toString()))
        .setMetadataLogDirectory(logDir.toString())
        .setControllerListenerName(BrokerConfig.CONTROLLER_LISTENER)
        // A process killed in the middle of formatting leaves half of it; the rest is written now.
        .setIgnoreFormatted(true)
        .setPrintStream(
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
        .run();
  }

  private static boolean isBindFailure(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof BindException) return true;
    }
    return false;
  }

  private static String reason(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) root = root.getCause();
    return root.getMessage() == null ? root.toString() : root.getMessage();
  }

  /** Where clients connect. */
  public int port() {
    return port;
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return BrokerConfig.HOST + ":" + port;
  }

  /** Blocks until the broker fails, or is closed. */
  public void await() throws InterruptedException {
    try {
      fatal.get();
    } catch (ExecutionException e) {
      throw new IllegalStateException("never completed exceptionally", e);
    }
  }

  /** Stops it, within about a second; a second call does nothing. */
  @Override
  public void close() {
    if (!closed.compareAndSet(false, true)) return;
    stop(server);
    fatal.complete("closed");
  }

  private static void stop(KafkaRaftServer server) {
    Utils.swallow(log, Level.WARN, "stopping the embedded broker", server::shutdown);
  }
}
