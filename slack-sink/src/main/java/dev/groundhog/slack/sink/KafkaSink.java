package dev.groundhog.slack.sink;

import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.program.Workers;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.daily.DailyTime;
import dev.groundhog.slack.daily.DailyWatch;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Pace;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.sight.Patience;
import dev.groundhog.slack.sight.TickWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * The sink's one thread: session after session, for as long as the program runs. Calls to Slack run
 * on OkHttp's threads, so that this one goes on reading and newer revisions replace older ones
 * while Slack takes its time.
 *
 * <p>Trouble with Kafka ends a session; the next knows everything from the topics.
 */
public final class KafkaSink implements Program.Running {
  private static final long PAUSE_SECONDS = 2;

  /** How late a daily digest may be for no other reason. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(20);

  private final Clients clients;
  private final Destination destination;
  private final Pace pace;
  private final Pages pages;
  private final TickWatch watch;
  private final @Nullable DailyWatch days;
  private final Pacer pacer = new Pacer(RandomGenerator.getDefault());
  private final KafkaHealth kafkaHealth;
  private final SlackHealth slackHealth;
  private final SinkMetrics metrics;
  private final Clock clock;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /**
   * @param pages where browsers show incidents
   * @param patience how long nothing may be seen before that is told
   * @param daily when the day is told; null: never
   * @param where what to say on the health page while all is well
   */
  public static KafkaSink start(
      Settings settings,
      Destination destination,
      Pace pace,
      Pages pages,
      Patience patience,
      @Nullable DailyTime daily,
      String where,
      Health health,
      MeterRegistry registry) {
    Clients clients = Clients.of(settings);
    TickWatch watch =
        new TickWatch(clients::deliveries, patience.noTick(), patience.noHost(), Clock.systemUTC());
    DailyWatch days =
        daily == null
            ? null
            : new DailyWatch(daily, clients::deliveries, Clock.systemUTC(), LOOK_EVERY);
    KafkaSink sink =
        new KafkaSink(
            clients,
            destination,
            pace,
            pages,
            watch,
            days,
            where,
            health,
            registry,
            Clock.systemUTC());
    watch.start();
    if (days != null) days.start();
    sink.thread.start();
    return sink;
  }

  KafkaSink(
      Clients clients,
      Destination destination,
      Pace pace,
      Pages pages,
      TickWatch watch,
      @Nullable DailyWatch days,
      String where,
      Health health,
      MeterRegistry registry,
      Clock clock) {
    this.clients = clients;
    this.destination = destination;
    this.pace = pace;
    this.pages = pages;
    this.watch = watch;
    this.days = days;
    this.kafkaHealth = new KafkaHealth(health);
    this.slackHealth = new SlackHealth(health, where);
    this.metrics = new SinkMetrics(registry);
    this.clock = clock;
    this.thread = new Thread(this::run, "slack-sink");
  }

  private void run() {
    while (isOpen()) {
      try (Session session =
          new Session(clients, this::desk, watch, this::dailies, metrics, clock)) {
        while (isOpen()) {
          session.turn();
          kafkaHealth.turned(session.isActive(), session.isCutOff(), clock.instant());
        }
      } catch (KafkaException e) {
        if (isOpen()) kafkaHealth.failed(e);
        pause();
      }
    }
  }

  private Desk desk(DeliveryLog deliveries) {
    return new Desk(destination, deliveries, pace, pages, pacer, slackHealth, metrics);
  }

  private List<Daily> dailies() {
    return days == null ? List.of() : days.get();
  }

  private boolean isOpen() {
    return closing.getCount() > 0;
  }

  @SuppressWarnings("ReturnValueIgnored") // closing is looked at by the caller
  private void pause() {
    try {
      closing.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  @Override
  public void await() throws InterruptedException {
    thread.join();
    // It was closed, which is no end by itself: whoever closes ends the process.
    if (!isOpen()) new CountDownLatch(1).await();
  }

  /** Lets a call that is under way end and remembers its outcome; at most a few seconds. */
  @Override
  public void close() {
    closing.countDown();
    watch.close();
    if (days != null) days.close();
    // Blocked on a broker that is away: what it wants to write is in doubt then, as after a kill.
    Workers.end(thread, Duration.ofSeconds(6));
    destination.close();
  }
}
