package dev.groundhog.producer.agent;

import dev.groundhog.events.Topic;
import dev.groundhog.producer.journal.ManagerFollow;
import dev.groundhog.producer.keeper.KeeperSettings;
import dev.groundhog.producer.keeper.KeeperThread;
import dev.groundhog.producer.keeper.SpoolKeeper;
import dev.groundhog.producer.keeper.Tended;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.kafka.WrongTopicException;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent as a program: puts its parts together, runs the loop on a thread of its own, and takes
 * everything down in under two seconds.
 */
public final class AgentProgram implements Program.Running {
  private static final Logger log = LoggerFactory.getLogger(AgentProgram.class);

  /** No unit of the agent's host uses it by default. */
  private static final int HTTP_PORT = 7071;

  /** A stop has 2 s: so long it is waited for, and so long again once it is interrupted. */
  private static final long STOP_MILLIS = 900;

  /** Two tries a minute, with some ten lines each. */
  private static final long REST_SECONDS = 30;

  private final Settings settings;
  private final HostClock clock = HostClock.ofThisHost();
  private final LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final Health health = new Health();
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "agent");
  private final Thread topics = new Thread(this::waitForTopic, "topics");
  private final Agent agent;
  private final AgentFigures figures;
  private final ServiceManager serviceManager;
  private final AtomicBoolean isLost = new AtomicBoolean();
  private volatile boolean closing;

  private AgentProgram(
      Settings settings,
      HostParts host,
      KeeperSettings keeping,
      Map<String, String> environment,
      Spool spool)
      throws IOException {
    this.settings = settings;
    AgentSettings own = host.own();
    parts.push(spool);
    HiddenGiveUps hidden =
        new HiddenGiveUps(own.host(), host.journal(), clock, AgentProgram::monotonic, spool::write);
    parts.push(hidden);
    var metrics = StatusPage.newRegistry();
    figures = new AgentFigures(health, metrics);
    serviceManager = ServiceManager.of(environment, health::summary);
    parts.push(serviceManager);
    Map<String, Object> producer = producerSettings(settings);
    Client client = new Client(() -> new KafkaProducer<>(producer), inbox);
    agent =
        new Agent(
            own,
            spool,
            host.journal(),
            clock,
            client,
            inbox,
            host.completion(hidden),
            figures,
            serviceManager::beat);
    parts.push(SpoolWatcher.start(spool.directories(), inbox));
    if (host.asksSystemd()) follow(host, spool);
    parts.push(KeeperThread.start(spool, keeping, clock::now, this::tended));
    parts.push(StatusPage.start(settings, HTTP_PORT, health, metrics));
    log.info(
        "{}: publishing {}; journal {}",
        own.host(),
        own.spool(),
        host.asksSystemd() ? "read" : "off");
  }

  private void follow(HostParts host, Spool spool) throws IOException {
    AgentSettings own = host.own();
    FactWriter facts =
        new FactWriter(
            own.host(),
            host.journal(),
            host.watched(),
            clock,
            AgentProgram::monotonic,
            spool::write);
    parts.push(ManagerFollow.start(spool.ownFile("journal-cursor"), !own.watch().isEmpty(), facts));
  }

  /**
   * Starts the agent and returns at once; a broker that is away is waited for behind. A frozen disk
   * is waited for here.
   *
   * @throws IOException if the spool cannot be used, or another agent uses it
   */
  public static Program.Running start(Settings settings) throws IOException, InterruptedException {
    return start(settings, Map.of());
  }

  /**
   * The same, for a process that systemd may have started.
   *
   * @param environment where systemd says how it is to be told: {@code NOTIFY_SOCKET}
   */
  public static Program.Running start(Settings settings, Map<String, String> environment)
      throws IOException, InterruptedException {
    Redactor redactor = HostParts.redactor(settings);
    AgentSettings own = AgentSettings.of(settings);
    KeeperSettings keeping = KeeperSettings.of(settings);
    Spool spool = open(keeping, environment);
    HostParts host = HostParts.of(own, redactor);
    AgentProgram program = new AgentProgram(settings, host, keeping, environment, spool);
    program.topics.setDaemon(true);
    program.topics.start();
    program.thread.start();
    program.serviceManager.ready();
    return program;
  }

  /**
   * A spool that cannot be used does not mend itself, and systemd starts the agent again in no
   * time: it ends a little later, or it would fill the log.
   */
  @SuppressWarnings("ReturnValueIgnored") // nobody counts the latch down
  private static Spool open(KeeperSettings keeping, Map<String, String> environment)
      throws IOException, InterruptedException {
    try {
      return SpoolKeeper.open(keeping);
    } catch (IOException e) {
      if (environment.containsKey("NOTIFY_SOCKET")) {
        log.error("{}; ending in {} s, to be started again", Program.lastWords(e), REST_SECONDS);
        new CountDownLatch(1).await(REST_SECONDS, TimeUnit.SECONDS);
      }
      throw e;
    }
  }

  /** What must hold for order and age; the operator's {@code kafka.*} settings cannot change it. */
  static Map<String, Object> producerSettings(Settings settings) {
    Map<String, Object> producer = KafkaSettings.producer(settings);
    // An event's age is stamped when it is handed over: the delivery timeout is its largest error.
    producer.put("delivery.timeout.ms", "5000");
    producer.put("request.timeout.ms", "4000");
    producer.put("max.block.ms", "4000");
    producer.put("linger.ms", "0");
    // One request at a time: a batch that fails cannot be overtaken.
    producer.put("max.in.flight.requests.per.connection", "1");
    producer.putIfAbsent("client.id", "groundhog-agent");
    producer.putIfAbsent("buffer.memory", Integer.toString(8 * 1024 * 1024));
    KafkaSettings.check(producer);
    return producer;
  }

  /** On the keeper's thread. */
  private void tended(Tended tended) {
    figures.tended(tended);
    if (!tended.isLost() || isLost.getAndSet(true)) return;
    log.error("the agent ends, so that it is started again on the folders that are there now");
    inbox.add(new Signal.Stop());
  }

  private void run() {
    try {
      agent.run();
    } catch (RuntimeException e) {
      log.error("the agent ends, because of a mistake of its own", e);
    }
  }

  /** On a thread of its own: while there is no broker, the spool is looked after all the same. */
  private void waitForTopic() {
    figures.waitingForKafka();
    try {
      new Topics(settings).ensure(Set.of(Topic.UNIT_EVENTS));
      inbox.add(new Signal.TopicReady());
    } catch (WrongTopicException e) {
      log.error("{}", e.getMessage());
      inbox.add(new Signal.Stop());
    } catch (InterruptedException e) {
      // Stopped while it waited for the broker.
    } catch (RuntimeException e) {
      log.error("the agent ends: {}", Program.lastWords(e), e);
      inbox.add(new Signal.Stop());
    }
  }

  /** The kernel's monotonic clock, which journald reads too: HotSpot's nanoTime on Linux. */
  private static long monotonic() {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
  }

  @Override
  public void await() throws InterruptedException {
    thread.join();
    if (closing) new CountDownLatch(1).await();
  }

  @Override
  public void close() {
    closing = true;
    serviceManager.stopping();
    inbox.add(new Signal.Stop());
    topics.interrupt();
    try {
      thread.join(STOP_MILLIS);
      // It waits for the broker or the journal and has not read the signal: end the wait. Never
      // earlier, because an interrupted client complains with a stack trace.
      if (thread.isAlive()) thread.interrupt();
      thread.join(STOP_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (AutoCloseable part : List.copyOf(parts)) closeQuietly(part);
  }

  private static void closeQuietly(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      log.warn("not closed cleanly: {}", e.getMessage());
    }
  }
}
