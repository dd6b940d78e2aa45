package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.RunLog;
import dev.groundhog.producer.journal.RunQuestion;
import dev.groundhog.producer.journal.UnitState;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the journal and systemd are asked about events, and what they answered. Each question costs
 * a process, so it is about many events at once, and about the next batch while the current one is
 * sent. Fresh events of one batch wait together. Not thread-safe: what another thread was told is
 * taken in by {@link #learn}.
 */
final class Inquiries {
  private static final Logger log = LoggerFactory.getLogger(Inquiries.class);

  /** How a fresh event waits for the journal. */
  @FunctionalInterface
  interface Pause {
    void once() throws InterruptedException;
  }

  /** Two questions about lines, or one about the manager's words. */
  static final int BATCH = 64;

  private static final long FRESH_MILLIS = 5_000;

  private final Journal journal;
  private final UnitStates states;
  private final Pause pause;
  private final Map<String, Inquiry> answered = new HashMap<>();

  Inquiries(Journal journal, Pause pause) {
    this.journal = journal;
    this.states = new UnitStates(journal);
    this.pause = pause;
  }

  /** What is known about a run's stop; null if nobody asked. */
  @Nullable Inquiry of(String run) {
    return answered.get(run);
  }

  /** Null if systemd did not say. */
  @Nullable UnitState state(String unit) {
    return states.of(unit);
  }

  /**
   * Asks about all of these at once. What was learnt of others before is forgotten; what was learnt
   * of these is kept, so that an event that is tried again and again is not asked about again.
   */
  void prepare(List<SpooledEvent> upcoming, HostTime now) throws InterruptedException {
    if (!journal.isHere()) return;
    Set<String> runs = new HashSet<>();
    Set<String> units = new HashSet<>();
    for (SpooledEvent spooled : upcoming) {
      if (spooled.event().invocation() != null) runs.add(spooled.event().invocation());
      if (spooled.event().unit() != null) units.add(spooled.event().unit());
    }
    answered.keySet().retainAll(runs);
    states.prepare(units, now.uptimeMillis());
    Set<String> changed = new HashSet<>();
    List<Inquiry> open = new ArrayList<>();
    for (SpooledEvent spooled : upcoming) {
      UnitEvent event = spooled.event();
      String run = event.invocation();
      UnitState state = event.unit() == null ? null : states.of(event.unit());
      if (isFresh(spooled, now) && run != null && state != null && !state.isRun(run))
        changed.add(state.property("Id"));
      if (isOpen(event)) open.add(inquiry(spooled, state, now));
    }
    states.refresh(changed, now.uptimeMillis());
    while (!open.isEmpty()) {
      open = hear(open, journal.runs(questions(open)));
      if (!open.isEmpty()) pause.once();
    }
  }

  /** What the journal is being asked, on another thread. */
  record Asked(List<Inquiry> inquiries, CompletableFuture<Map<String, RunLog>> logs) {
    static final Asked NOTHING = new Asked(List.of(), CompletableFuture.completedFuture(Map.of()));
  }

  /**
   * Begins to ask about those of these to which the journal has nothing to add later; {@link
   * #learn} and {@link #prepare} take the answers in.
   */
  Asked askAhead(List<SpooledEvent> upcoming, HostTime now) {
    List<Inquiry> open = new ArrayList<>();
    for (SpooledEvent spooled : upcoming) {
      UnitEvent event = spooled.event();
      UnitState state = event.unit() == null ? null : states.of(event.unit());
      // Of a unit that is not known yet, neither is the journal it writes to.
      if (state == null || !isOpen(event) || isFresh(spooled, now)) continue;
      open.add(inquiry(spooled, state, now));
    }
    if (open.isEmpty()) return Asked.NOTHING;
    List<RunQuestion> questions = questions(open);
    return new Asked(
        open, CompletableFuture.supplyAsync(() -> journal.runs(questions), Inquiries::onDaemon));
  }

  /** Each batch has a thread of its own: some 30 a second, and none when nothing waits. */
  private static void onDaemon(Runnable asking) {
    Thread thread = new Thread(asking, "journal-ahead");
    thread.setDaemon(true);
    thread.start();
  }

  /** Waits for the answers, as long as the journal may take for them. */
  void learn(Asked asked) throws InterruptedException {
    try {
      List<Inquiry> open = hear(asked.inquiries, asked.logs.get());
      if (!open.isEmpty()) log.debug("{} have more to say; asked again", open.size());
    } catch (ExecutionException e) {
      log.debug("not answered ahead; asked again", e);
    }
  }

  private boolean isOpen(UnitEvent event) {
    String run = event.invocation();
    return event.type() == EventType.STOPPED && run != null && !answered.containsKey(run);
  }

  private static boolean isFresh(SpooledEvent spooled, HostTime now) {
    return spooled.captured().ageAt(now) < FRESH_MILLIS;
  }

  private static Inquiry inquiry(SpooledEvent spooled, @Nullable UnitState state, HostTime now) {
    String namespace = state == null ? "" : state.property("LogNamespace");
    String run = String.valueOf(spooled.event().invocation());
    return new Inquiry(spooled, run, namespace, isFresh(spooled, now));
  }

  private static List<RunQuestion> questions(List<Inquiry> inquiries) {
    return inquiries.stream().map(Inquiry::question).toList();
  }

  /** Those that are worth asking about again. */
  private List<Inquiry> hear(List<Inquiry> asked, Map<String, RunLog> logs) {
    List<Inquiry> waiting = new ArrayList<>();
    for (Inquiry inquiry : asked) {
      inquiry.hear(logs.getOrDefault(inquiry.question().invocation(), RunLog.EMPTY));
      if (inquiry.waits()) waiting.add(inquiry);
      else answered.put(inquiry.question().invocation(), inquiry);
    }
    return waiting;
  }
}
