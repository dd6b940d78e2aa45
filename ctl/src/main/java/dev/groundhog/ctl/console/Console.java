package dev.groundhog.ctl.console;

import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.concurrent.CountDownLatch;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** The web page, from its start to its end. */
public final class Console implements Program.Running {
  private static final Duration TIMELINE_WITHIN = Duration.ofMinutes(2);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final int THREADS = 24;

  private final CountDownLatch never = new CountDownLatch(1);
  private final Board board;
  private final Viewers viewers = new Viewers();
  private final Feed feed;
  private final Timelines timelines;
  private final Server server;
  private final ServerConnector connector;
  private final Clockwork clockwork;

  private Console(Settings settings, ConsoleSettings own, Clock clock) {
    Health health = new Health();
    PrometheusMeterRegistry metrics = StatusPage.newRegistry();
    this.board = new Board(clock.instant());
    Pulse pulse = new Pulse(board, health, clock);
    Reader reader = new Reader(own.history(), board, pulse, clock);
    this.feed = new Feed(() -> Broker.of(settings), reader, pulse);
    this.clockwork = new Clockwork("viewers", () -> viewers.tell(board.version()));
    this.timelines =
        new Timelines(new KafkaSource(settings), ZoneId.systemDefault(), TIMELINE_WITHIN);
    Gauge.builder("groundhog.console.viewers", viewers, Viewers::count)
        .description("Browsers that look at a page now")
        .register(metrics);
    Gauge.builder("groundhog.console.changes", board, Board::version)
        .description("Changes that somebody could see")
        .register(metrics);
    FunctionCounter.builder("groundhog.console.skipped", board, Board::skipped)
        .description("Records that could not be read")
        .register(metrics);
    this.server = new Server(new QueuedThreadPool(THREADS));
    this.connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http()));
    connector.setHost(own.bind());
    connector.setPort(own.port());
    server.addConnector(connector);
    server.setErrorHandler(new PlainErrors());
    server.setHandler(
        new Site(
            new Gate(own.hosts(), own.token()),
            board,
            viewers,
            timelines,
            new Actions(settings, board, clock),
            health,
            metrics,
            clock));
  }

  private static HttpConfiguration http() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setRequestHeaderSize(16 * 1024);
    // Ids of incidents have slashes, and units of systemd may have a percent sign or a backslash;
    // no path here is one of a file.
    http.setUriCompliance(
        UriCompliance.from(
            EnumSet.of(
                UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR,
                UriCompliance.Violation.AMBIGUOUS_PATH_ENCODING,
                UriCompliance.Violation.SUSPICIOUS_PATH_CHARACTERS)));
    return http;
  }

  /**
   * Listens, and reads the topics; a broker that is away does not keep it from starting.
   *
   * @throws InvalidSettingException if it cannot listen there
   */
  public static Console start(Settings settings) {
    ConsoleSettings own = ConsoleSettings.of(settings);
    Console console = new Console(settings, own, Clock.systemUTC());
    try {
      console.server.start();
    } catch (Exception e) {
      console.close();
      throw new InvalidSettingException(
          "console.bind, console.port",
          "an address of this machine and a port that is free",
          own.bind() + ":" + own.port() + " (" + Program.lastWords(e) + ")",
          "Nothing was started.");
    }
    console.feed.start();
    console.clockwork.start(LOOK_EVERY);
    return console;
  }

  /** The port it listens on. */
  public int port() {
    return connector.getLocalPort();
  }

  /** Blocks for ever: it does not end by itself. */
  @Override
  public void await() throws InterruptedException {
    never.await();
  }

  @Override
  public void close() {
    clockwork.close();
    viewers.close();
    timelines.close();
    feed.close();
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("the web server does not stop", e);
    }
  }
}
