package dev.groundhog.producer.agent;

import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpooledEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The loop that takes the spool to the broker, oldest event first.
 *
 * <pre>
 *   spool --read--> complete (journal, labels) --send--> broker
 *     ^                                                    |
 *     +---- delete only now <---- inbox <---- acknowledged-+
 * </pre>
 *
 * <p>A file goes only after the broker has its event: a kill at any moment makes the broker see
 * some events twice, under the same id, and loses none. What the broker refuses stays and is tried
 * again, for days, in the same order; an event too large for it is sent without its tail; one it
 * will never take goes to {@code bad/}. An {@code alive} is the one event that is in no file: a
 * late one says nothing, so one that fails is forgotten. Nothing is sent before the topic was seen
 * to be what it must be.
 *
 * <p>One thread does all of this; others only put {@link Signal}s into its inbox.
 */
final class Agent {
  private static final Logger log = LoggerFactory.getLogger(Agent.class);

  /**
   * The directory is the truth and the watcher a hint: so often it is looked at anyway. Every 5 s
   * was a sixth of what an idle agent costs.
   */
  static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  /** So often a spool that could not be used is tried again. */
  static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(5);

  /**
   * Three times the longest that the client may take for an answer, yes or no: past this its thread
   * has ended (out of memory, because what answers as a broker is none), and no answer will come.
   */
  private static final Duration NO_ANSWER = Duration.ofSeconds(15);

  private static final Duration CLOSE_WITHIN = Duration.ofMillis(700);

  private final Spool spool;
  private final Journal journal;
  private final HostClock clock;
  private final Client client;
  private final BlockingQueue<Signal> inbox;
  private final Completion completion;
  private final BatchReader reader;
  private final LookAhead ahead;
  private final Alive alive;
  private final AgentFigures figures;

  /** Told after each event and each round that the loop does not hang. */
  private final Runnable heartbeat;

  private final RunningUnits runningUnits = new RunningUnits();
  private final BrokerLink link = new BrokerLink();
  private final Deque<Path> backlog = new ArrayDeque<>();
  private final Set<Path> inFlight = new LinkedHashSet<>();
  private final Finished finished;
  private final Set<Path> sendWithoutTail = new LinkedHashSet<>();
  private boolean aliveInFlight;
  private boolean mistaken;
  private long lastWordAt;

  /** Whether there was one since {@link #lastWordAt} was looked at. */
  private boolean hasWord;

  private boolean saysAlive = true;
  private boolean topicIsReady;
  private boolean spoolChanged = true;
  private long lookAt;
  private boolean stopping;
  private String spoolTrouble = "";

  Agent(
      AgentSettings settings,
      Spool spool,
      Journal journal,
      HostClock clock,
      Client client,
      BlockingQueue<Signal> inbox,
      Completion completion,
      AgentFigures figures,
      Runnable heartbeat) {
    this.spool = spool;
    this.journal = journal;
    this.clock = clock;
    this.client = client;
    this.inbox = inbox;
    this.completion = completion;
    this.reader = new BatchReader(spool, settings.host(), figures);
    this.ahead = new LookAhead(reader, completion.inquiries(), clock);
    this.alive = new Alive(settings.host(), settings.labels(), settings.aliveEvery());
    this.figures = figures;
    this.heartbeat = heartbeat;
    this.finished = new Finished(spool, figures);
  }

  /** Until {@link Signal.Stop} or an interrupt; then waits a moment for what is on its way. */
  void run() {
    try {
      while (!stopping) {
        round();
        handle(inbox.poll(waitMillis(), TimeUnit.MILLISECONDS));
      }
    } catch (InterruptedException e) {
      // A stop, in the middle of something that waits; the flag is cleared, so that closing can.
    }
    if (Thread.interrupted()) log.debug("stopped while sending");
    client.closeWithin(CLOSE_WITHIN);
    handleAll();
    finished.delete();
  }

  /**
   * Until nothing waits or the time is up; for a process that lives no longer than that, and so
   * says no alive.
   */
  void drain(Duration within) {
    saysAlive = false;
    long end = clock.now().uptimeMillis() + within.toMillis();
    try {
      round();
      for (long left = within.toMillis(); !isDrained() && left > 0; ) {
        handle(inbox.poll(Math.min(left, Math.max(1, waitMillis())), TimeUnit.MILLISECONDS));
        round();
        left = end - clock.now().uptimeMillis();
      }
    } catch (InterruptedException e) {
      // The time is up, in the middle of something that waits.
    }
    if (Thread.interrupted()) log.debug("out of time while sending");
    client.closeWithin(isDrained() ? CLOSE_WITHIN : Duration.ZERO);
    handleAll();
    finished.delete();
  }

  private boolean isDrained() {
    return backlog.isEmpty() && inFlight.isEmpty() && !spoolChanged;
  }

  /** One round: what others said, then what is due now, as far as the broker takes it. */
  void round() throws InterruptedException {
    heartbeat.run();
    handleAll();
    finished.delete();
    step();
  }

  private void step() throws InterruptedException {
    HostTime now = clock.now();
    if (hasWord) lastWordAt = now.uptimeMillis();
    hasWord = false;
    if (isWaitingForAnswers() && now.uptimeMillis() - lastWordAt > NO_ANSWER.toMillis()) {
      notNow(new TimeoutException("Kafka's client does not answer any more"));
    }
    try {
      look(now);
      publishBacklog();
      if (reader.canReadAll()) showWaiting();
      if (!spoolTrouble.isEmpty()) log.info("the spool can be used again");
      spoolTrouble = "";
    } catch (IOException e) {
      trouble(e);
    }
    long uptime = now.uptimeMillis();
    if (mayProbeByAlive() && alive.untilDue(uptime) == 0 && link.mayTry(uptime)) sayAlive(now);
  }

  /**
   * While the broker is away, what waits in the spool is the probe; an alive only if nothing does.
   */
  private boolean mayProbeByAlive() {
    return saysAlive
        && topicIsReady
        && !aliveInFlight
        && (link.isUp() || (backlog.isEmpty() && inFlight.isEmpty()));
  }

  private void look(HostTime now) throws IOException {
    if (!backlog.isEmpty() || (!spoolChanged && now.uptimeMillis() < lookAt)) return;
    finished.tidy();
    spoolChanged = false;
    lookAt = now.uptimeMillis() + LOOK_EVERY.toMillis();
    List<Path> pending = spool.pending(now);
    reader.stillWaiting(pending);
    for (Path file : pending) {
      if (!inFlight.contains(file) && !finished.contains(file)) backlog.add(file);
    }
    spoolChanged = spool.beyond() > 0;
    figures.bad(spool.badFiles());
  }

  private void showWaiting() throws IOException {
    Path oldest = inFlight.isEmpty() ? backlog.peekFirst() : inFlight.iterator().next();
    long age = oldest == null ? 0 : spool.ageOf(oldest, clock.now()).orElse(0);
    figures.waiting(backlog.size() + inFlight.size() + spool.beyond(), age);
  }

  private void publishBacklog() throws IOException, InterruptedException {
    for (HostTime now = clock.now(); maySend(now); now = clock.now()) {
      Path file = backlog.removeFirst();
      int most = link.isUp() ? Inquiries.BATCH : 1;
      Optional<SpooledEvent> spooled = ahead.take(file, backlog, most);
      if (spooled.isPresent()) publish(file, spooled.get());
      heartbeat.run();
      handleAll();
    }
  }

  private boolean maySend(HostTime now) {
    return topicIsReady
        && !stopping
        && !backlog.isEmpty()
        && link.mayTry(now.uptimeMillis())
        && inFlight.size() < link.inFlightLimit()
        && !finished.isFull();
  }

  private void publish(Path file, SpooledEvent spooled) throws InterruptedException {
    UnitEvent event = completed(file, spooled);
    if (sendWithoutTail.contains(file)) {
      event = UnitEventBuilder.builder(event).tail(null).text(null).build();
    }
    runningUnits.saw(event);
    HostTime now = clock.now();
    beginToWait(now);
    inFlight.add(file);
    client.send(event, spooled.captured(), now, file);
  }

  /**
   * A mistake of our own with one event must not end the agent: it would come again with the next,
   * for ever, and nothing behind that event would be sent. What the event says by itself goes.
   */
  private UnitEvent completed(Path file, SpooledEvent spooled) throws InterruptedException {
    try {
      UnitEvent event = completion.complete(spooled, clock.now());
      mistaken = false;
      return event;
    } catch (RuntimeException e) {
      if (!mistaken) {
        log.error("{}: cannot be completed; sent without text and labels", file.getFileName(), e);
      }
      mistaken = true;
      return UnitEventBuilder.builder(spooled.event())
          .title(null)
          .text(null)
          .labels(Map.of())
          .build();
    }
  }

  private void sayAlive(HostTime now) {
    Set<String> running = journal.isHere() ? journal.runningUnits() : runningUnits.now();
    beginToWait(now);
    aliveInFlight = true;
    client.send(alive.at(now, running), now, clock.now(), null);
  }

  private boolean isWaitingForAnswers() {
    return aliveInFlight || !inFlight.isEmpty();
  }

  private void beginToWait(HostTime now) {
    if (!isWaitingForAnswers()) lastWordAt = now.uptimeMillis();
  }

  private void handleAll() {
    for (Signal signal = inbox.poll(); signal != null; signal = inbox.poll()) handle(signal);
  }

  private void handle(@Nullable Signal signal) {
    if (signal instanceof Signal.Stop) stopping = true;
    if (signal instanceof Signal.TopicReady) topicIsReady = true;
    if (signal instanceof Signal.SpoolChanged) spoolChanged = true;
    if (signal instanceof Signal.Answer answer && client.isCurrent(answer)) {
      hasWord = true;
      if (answer.refused() == null) acknowledged(answer);
      else refused(answer, answer.refused());
    }
  }

  private void acknowledged(Signal.Answer answer) {
    if (link.acknowledged() == BrokerLink.Change.CAME_UP) log.info("Kafka takes events");
    figures.kafkaTakesEvents();
    figures.published();
    Path file = answer.file();
    if (file == null) {
      aliveInFlight = false;
      return;
    }
    inFlight.remove(file);
    sendWithoutTail.remove(file);
    finished.acknowledged(file);
  }

  private void refused(Signal.Answer answer, Exception why) {
    Path file = answer.file();
    if (file == null) aliveInFlight = false;
    switch (Refusal.of(why)) {
      case NOT_NOW -> notNow(why);
      case TOO_LARGE -> {
        if (file != null) tooLarge(file, why);
      }
      case NEVER -> {
        if (file != null) never(file, why);
      }
    }
  }

  private void notNow(Exception why) {
    String brief = Refusal.brief(why);
    if (link.refused(clock.now().uptimeMillis()) == BrokerLink.Change.WENT_AWAY) {
      log.warn("Kafka does not take events ({}); they wait in the spool", brief);
    }
    figures.kafkaIsAway(brief);
    client.giveUp();
    inFlight.clear();
    backlog.clear();
    ahead.forget();
    aliveInFlight = false;
    alive.lost();
    spoolChanged = true;
  }

  private void tooLarge(Path file, Exception why) {
    if (!sendWithoutTail.add(file)) {
      never(file, why);
      return;
    }
    log.warn("{}: too large for the topic; sent without its tail", file.getFileName());
    inFlight.remove(file);
    backlog.addFirst(file);
  }

  private void never(Path file, Exception why) {
    inFlight.remove(file);
    sendWithoutTail.remove(file);
    finished.refused(file, "the broker refuses it: " + Refusal.brief(why));
  }

  private void trouble(IOException e) {
    String why = e.getClass().getSimpleName() + ": " + e.getMessage();
    if (spoolTrouble.isEmpty()) log.error("the spool cannot be used ({}); trying again", why);
    spoolTrouble = why;
    figures.spoolTrouble(why);
    backlog.clear();
    ahead.forget();
    // The next round must look: without, it would call the spool usable and not have touched it.
    spoolChanged = true;
  }

  private long waitMillis() {
    HostTime time = clock.now();
    if (maySend(time)) return 0;
    long now = time.uptimeMillis();
    long wait = LOOK_EVERY.toMillis();
    if (!spoolTrouble.isEmpty()) return TRY_AGAIN_AFTER.toMillis();
    if (backlog.isEmpty()) wait = spoolChanged ? 0 : Math.max(0, lookAt - now);
    else if (!link.mayTry(now)) wait = Math.min(wait, link.untilTry(now));
    if (!mayProbeByAlive()) return wait;
    return Math.min(wait, Math.max(alive.untilDue(now), link.untilTry(now)));
  }
}
