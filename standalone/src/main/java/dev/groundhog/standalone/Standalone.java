package dev.groundhog.standalone;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.SlackSink;
import dev.groundhog.standalone.broker.BrokerFailedException;
import dev.groundhog.standalone.broker.EmbeddedBroker;
import dev.groundhog.standalone.broker.HangingTransactions;
import dev.groundhog.standalone.broker.PortBusyException;
import dev.groundhog.streams.StreamsApp;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All of Groundhog in one process: broker, topics, streams-app, sink, one status page.
 *
 * <p>What must survive is under the data directory ({@code kafka/} the broker's log, {@code
 * streams/} state that can be rebuilt from it). Parts start in the order in which they need each
 * other and stop in the other order, so that nothing talks to a broker that is gone. A part that
 * ends by itself ends the whole: the process is then restarted by whoever watches it, rather than
 * half of it going on in silence.
 */
public final class Standalone implements Program.Running {
  private static final Logger log = LoggerFactory.getLogger(Standalone.class);
  private static final int STATUS_PORT = 7074;

  /** How often readiness is looked at; the sum of all starts is about 5 s. */
  private static final int LOOK_EVERY_MS = 50;

  /** Twice what a start takes: only one that hangs is looked into, and then again and again. */
  private static final long HEAL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final PrintStream out;
  private final Health health = new Health();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private String bootstrapServers = "";
  private volatile boolean closing;

  private Standalone(PrintStream out) {
    this.out = out;
  }

  /**
   * Starts everything; the returned program says itself on {@code out} when it is ready.
   *
   * @param out where the ready line goes, and the messages when no Slack is configured
   * @throws InvalidSettingException for a port that is taken and for any bad setting
   * @throws BrokerFailedException if the broker does not start on the data directory
   */
  public static Standalone start(Settings settings, PrintStream out) throws Exception {
    Standalone standalone = new Standalone(out);
    try {
      standalone.startParts(settings);
      return standalone;
    } catch (Exception e) {
      standalone.close();
      throw e;
    }
  }

  private void startParts(Settings given) throws Exception {
    Path data = dataDirectory(given);
    PrometheusMeterRegistry metrics = StatusPage.newRegistry();
    EmbeddedBroker broker = startBroker(given, data.resolve("kafka"));
    bootstrapServers = broker.bootstrapServers();
    Settings settings = settingsOfParts(given, data, bootstrapServers);
    parts.push(StatusPage.start(settings, STATUS_PORT, health, metrics));
    new Topics(settings).ensure(EnumSet.allOf(Topic.class));
    add("the streams-app", StreamsApp.start(settings, health, metrics));
    add("the sink", SlackSink.start(settings, health, metrics, out));
  }

  private static Path dataDirectory(Settings settings) {
    return settings
        .path("standalone.data")
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "--data",
                    "the directory where everything is kept",
                    "nothing",
                    "Nothing was started."))
        .toAbsolutePath();
  }

  private EmbeddedBroker startBroker(Settings settings, Path logDir) throws BrokerFailedException {
    int port = settings.integer("standalone.port", 9092, 0, 65535);
    try {
      EmbeddedBroker broker = EmbeddedBroker.start(port, logDir);
      log.info("the broker is up on {}", broker.bootstrapServers());
      parts.push(broker);
      endWith("the broker", broker::await);
      return broker;
    } catch (PortBusyException e) {
      throw new InvalidSettingException(
          "--port",
          "a free port of 127.0.0.1, or 0 for any",
          port + ", where another process listens",
          "Nothing was started.");
    }
  }

  /** The given ones, what this process knows better, and defaults that fit one machine. */
  private static Settings settingsOfParts(Settings given, Path data, String bootstrapServers) {
    Map<String, String> more = new HashMap<>();
    more.put("state.dir", data.resolve("streams").toString());
    more.put("topics.events.partitions", "3");
    // This process has the log for itself: after kill -9 its successor takes over its place in the
    // consumer groups at once, rather than when the session of the dead one times out (10 s).
    more.put("kafka.group.instance.id", "standalone");
    more.keySet().removeIf(name -> given.text(name).isPresent());
    more.put("kafka.bootstrap.servers", bootstrapServers);
    return given.with(more);
  }

  private void add(String name, Program.Running part) {
    parts.push(part);
    endWith(name, part::await);
  }

  @FunctionalInterface
  private interface Ending {
    void await() throws InterruptedException;
  }

  private void endWith(String name, Ending ending) {
    Thread watcher =
        new Thread(
            () -> {
              try {
                ending.await();
                if (closing) return;
                log.error("{} ended by itself", name);
                ended.countDown();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "watches " + name);
    watcher.setDaemon(true);
    watcher.start();
  }

  /** What clients take as {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return bootstrapServers;
  }

  /** Says once that all works, then blocks until a part ends by itself. */
  @Override
  public void await() throws InterruptedException {
    long since = System.nanoTime();
    while (!health.isOk()) {
      if (ended.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) return;
      if (System.nanoTime() - since < HEAL_EVERY_NANOS) continue;
      HangingTransactions.abortAll(bootstrapServers);
      since = System.nanoTime();
    }
    out.println("groundhog ready: bootstrap.servers=" + bootstrapServers);
    out.flush();
    ended.await();
  }

  @Override
  public void close() {
    closing = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        log.warn("a part did not close cleanly: {}", e.toString());
      }
    }
  }
}
