package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Decision;
import dev.groundhog.slack.reconcile.Decision.Because;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Pace;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.reconcile.Reconciler;
import dev.groundhog.slack.reconcile.Said;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.StormRule.Plan;
import dev.groundhog.slack.reconcile.Subject;
import dev.groundhog.slack.sight.Sight;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the difference between what people should see and what they see: one call at a time,
 * the most urgent first; where too many incidents wait for one channel, they become one {@link
 * Storm}.
 *
 * <p>If writing to the {@link DeliveryLog} fails, the exception ends this desk, and whoever made it
 * makes a new one from the log.
 *
 * <p>Not thread-safe, and never blocks on Slack: {@link #step} starts a call and a later step takes
 * the answer. Time is an argument.
 */
final class Desk {
  private static final Logger logger = LoggerFactory.getLogger(Desk.class);

  private final DeliveryLog log;
  private final Pace pace;
  private final Pages pages;
  private final Reconciler reconciler;
  private final Pacer pacer;
  private final Gathering gathering;
  private final Channels channels;
  private final Calls calls;
  private final SlackHealth health;
  private final SinkMetrics metrics;
  private Said said;

  private final Blind blind = new Blind();
  private List<Daily> dailies = List.of();

  private final Map<String, Entry> entries = new HashMap<>();

  /** Subjects of which something may be left to say, in the order in which they came. */
  private final Map<String, Entry> active = new LinkedHashMap<>();

  Desk(
      Destination destination,
      DeliveryLog log,
      Pace pace,
      Pages pages,
      Pacer pacer,
      SlackHealth health,
      SinkMetrics metrics) {
    Mode mode = destination.mode();
    this.log = log;
    this.pace = pace;
    this.said = Said.ofSettings(pace.mute());
    this.pages = pages;
    this.reconciler = new Reconciler(mode, pace);
    this.pacer = pacer;
    this.health = health;
    this.metrics = metrics;
    this.channels = new Channels(destination.defaultChannel(), destination.fallbackChannel());
    this.gathering = new Gathering(mode, channels, pacer, log);
    Outcome outcome = new Outcome(log, pacer, health, metrics, channels);
    this.calls = new Calls(destination, log, pace, pacer, outcome);
  }

  /** What people should see; only the newest per incident counts. */
  void incident(Alert alert, long offset) {
    Entry entry = entry(alert.incident());
    should(entry, shown(alert), offset);
    String storm = entry.seen().storm();
    if (storm == null) return;
    gathering.changed(storm, alert).ifPresent(subject -> should(entry(storm), subject, offset));
  }

  private Incident shown(Alert alert) {
    return new Incident(alert, said.remarks(alert), pages.of(alert));
  }

  private void should(Entry entry, Subject subject, long offset) {
    entry.should(subject, offset);
    active.put(subject.id(), entry);
  }

  /** The next event of the control topic. What it is about may be told at once, or differently. */
  void said(ControlEvent event) {
    said = said.with(event);
    for (Entry entry : List.copyOf(entries.values())) {
      if (!(entry.newest() instanceof Incident incident)) continue;
      Alert alert = incident.alert();
      Incident now = shown(alert);
      if (!now.equals(incident)) should(entry, now, entry.offset());
    }
  }

  private Said.Hold hold(Subject subject, Delivery seen, Instant now) {
    if (subject instanceof Blindness) return Said.Hold.NONE;
    Said.Hold hold =
        subject instanceof Incident incident
            ? said.hold(incident.alert(), seen.revision() > 0, now)
            : Said.Hold.NONE;
    return hold.atLeast(said.mutedUntil(channels.of(subject, now), now));
  }

  /** Whether anything is seen at all. */
  void sees(Sight sight, Instant now) {
    for (Blindness each : blind.sees(sight, now)) {
      Entry entry = entry(each.id());
      if (!each.equals(entry.newest())) should(entry, each, -1);
    }
  }

  /**
   * What people should be told of the last day.
   *
   * @param all the same list until there is another
   */
  void daily(List<Daily> all) {
    if (all == dailies) return;
    dailies = all;
    for (Daily each : all) {
      Entry entry = entry(each.id());
      if (entry.seen().revision() == 0) should(entry, each, -1);
    }
  }

  /** The incident is not kept any more. */
  void forget(String incident) {
    entries.remove(incident);
    active.remove(incident);
  }

  /** What people see, read from the log before the first step. */
  void remembered(Delivery delivery) {
    entry(delivery.incident()).seen(delivery);
    gathering.remembered(delivery);
    blind.remembered(delivery);
  }

  private Entry entry(String id) {
    return entries.computeIfAbsent(id, Entry::new);
  }

  /** Whether a call's answer is awaited. */
  boolean isCalling() {
    return calls.isCalling();
  }

  /**
   * Takes an answer if there is one, and starts the next call if it may start.
   *
   * @return when there may be something to do, unless something happens before; {@link
   *     Instant#MAX}: nothing is left to say
   */
  Instant step(Instant now) {
    pacer.at(now);
    calls.take(now);
    if (calls.isCalling()) return now.plus(pace.callWithin());
    Round round = look(now);
    // What joined a storm is told with it, in this very step if it may be.
    if (round.gather()) round = look(now);
    metrics.waiting(active.size() - round.held, round.held, round.oldestMillis);
    if (active.isEmpty()) health.nothingWaits();
    Optional<Candidate> best = round.ready.stream().min(Candidate.URGENCY);
    if (best.isEmpty()) return round.wakeAt;
    start(best.get(), now);
    return now.plus(pace.callWithin());
  }

  /** Takes the answer of the call that is under way, but starts no other. */
  void finish(Duration within, Clock clock) {
    calls.finish(within, clock);
  }

  /** What there is to do at one moment. */
  private final class Round {
    final Instant now;
    final List<Candidate> ready = new ArrayList<>();

    /** By channel, those that nobody knows of. */
    final Map<String, List<Candidate>> unknown = new LinkedHashMap<>();

    Instant wakeAt = Instant.MAX;
    long oldestMillis;
    int held;

    Round(Instant now) {
      this.now = now;
    }

    void add(Candidate candidate) {
      Instant earliest = earliest(candidate, now);
      if (earliest.isAfter(now)) wake(earliest);
      else ready.add(candidate);
    }

    void wake(Instant at) {
      if (at.isBefore(wakeAt)) wakeAt = at;
    }

    /** Whether any went into a storm. */
    boolean gather() {
      boolean joined = false;
      for (Map.Entry<String, List<Candidate>> each : unknown.entrySet()) {
        joined |= gather(each.getKey(), each.getValue());
      }
      return joined;
    }

    private boolean gather(String channel, List<Candidate> waiting) {
      Plan plan = gathering.plan(channel, waiting.size(), now);
      if (plan instanceof Plan.Wait wait) wake(wait.until());
      else if (plan instanceof Plan.OneByOne) waiting.forEach(this::add);
      else return join(plan, channel, waiting);
      return false;
    }

    private boolean join(Plan plan, String channel, List<Candidate> waiting) {
      List<Entry> joining =
          waiting.stream().map(Candidate::entry).limit(Delivery.MAX_MEMBERS).toList();
      Storm storm = gathering.join(plan, channel, joining, Desk.this::entry, now);
      should(entry(storm.id()), storm, joining.get(joining.size() - 1).offset());
      return true;
    }
  }

  private Round look(Instant now) {
    Round round = new Round(now);
    for (var each = active.values().iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      Subject subject = requireNonNull(entry.newest());
      Decision decision = judge(entry, subject, now);
      if (decision == null) {
        each.remove();
        continue;
      }
      // Told elsewhere and over: whoever connects Slack today does not want last week.
      boolean past = subject.isOver() && channels.isElsewhere(entry.seen().channel());
      if (!past && decision instanceof Decision.Forgo) {
        forgo(entry, subject);
        round.wake(now);
        continue;
      }
      if (past || decision instanceof Decision.Nothing) {
        each.remove();
        if (subject.isClosed()) forget(entry, subject);
        continue;
      }
      if (decision.because() == Because.SILENCED) {
        round.held++;
      } else if (subject.newsRevision() > entry.seen().newsRevision()) {
        long age = Duration.between(subject.at(), now).toMillis();
        round.oldestMillis = Math.max(round.oldestMillis, age);
      }
      sort(round, new Candidate(entry, subject, decision));
    }
    return round;
  }

  private void forget(Entry entry, Subject closed) {
    entry.forget();
    gathering.forget(closed.id());
  }

  /** People are not told, and will not be. */
  private void forgo(Entry entry, Subject subject) {
    entry.seen(
        DeliveryBuilder.builder(visible(entry)).newsRevision(subject.newsRevision()).build());
    log.remember(entry.seen());
  }

  private void sort(Round round, Candidate candidate) {
    if (candidate.isUnknown()) {
      String channel = channels.of(candidate.subject(), round.now);
      round.unknown.computeIfAbsent(channel, c -> new ArrayList<>()).add(candidate);
    } else {
      round.add(candidate);
    }
  }

  /** When that may begin; {@link Instant#MAX}: there is nothing to begin. */
  private Instant earliest(Candidate candidate, Instant now) {
    Decision decision = candidate.decision();
    if (decision instanceof Decision.WaitUntil wait) return wait.at();
    if (decision instanceof Decision.LookUp) return pacer.earliestLook();
    if (!(decision instanceof Decision.Say say)) return Instant.MAX;
    return pacer.earliest(say.action(), channel(candidate, say.action(), now));
  }

  /**
   * What there is to do about one subject. Anybody may write to a topic: a revision that reads well
   * but has holes where words should be must not stop the others.
   *
   * @return null: it is settled, or cannot be told and was put aside
   */
  private @Nullable Decision judge(Entry entry, Subject subject, Instant now) {
    try {
      Delivery seen = visible(entry);
      if (reconciler.isSettled(subject, seen, now)) {
        forget(entry, subject);
        return null;
      }
      if (!entry.isRendered()) Digest.reply(subject, entry.seen(), entry.rung(Action.REPLY));
      String hash = entry.hash(subject);
      return reconciler.decide(subject, hash, seen, hold(subject, seen, now), now);
    } catch (RuntimeException e) {
      metrics.malformed();
      logger.warn("{} cannot be told ({}); it is a dead letter now", subject.id(), e.toString());
      log.putAside(entry, "it cannot be told: " + e);
      return null;
    }
  }

  /** What was only printed, nobody in Slack has seen; and the other way round. */
  private Delivery visible(Entry entry) {
    Delivery seen = entry.seen();
    return channels.isElsewhere(seen.channel())
        ? DeliveryBuilder.builder(Delivery.none(seen.incident())).members(seen.members()).build()
        : seen;
  }

  private String channel(Candidate candidate, Action action, Instant now) {
    Delivery standing = visible(candidate.entry());
    return action != Action.POST && standing.channel() != null
        ? standing.channel()
        : channels.of(candidate.subject(), now);
  }

  private void start(Candidate chosen, Instant now) {
    if (chosen.decision() instanceof Decision.Say say) {
      String channel = channel(chosen, say.action(), now);
      calls.say(chosen.entry(), chosen.subject(), visible(chosen.entry()), say, channel, now);
    } else if (chosen.decision() instanceof Decision.LookUp wanted) {
      calls.lookUp(chosen.entry(), wanted.intent(), now);
    }
  }
}
