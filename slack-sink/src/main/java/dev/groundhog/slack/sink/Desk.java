package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.DeliveryIntentBuilder;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Lookup;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.delivery.SlackReply;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.reconcile.Decision;
import dev.groundhog.slack.reconcile.Pace;
import dev.groundhog.slack.reconcile.Reconciler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works off the difference between what people should see and what they see: one call at a time,
 * the most urgent first.
 *
 * <p>Around each call it writes the {@link DeliveryLog}: before, what is about to happen; after,
 * what came of it. If it dies in between, its successor finds the intent and knows that a call may
 * have happened. If writing fails, the exception ends this desk, and whoever made it makes a new
 * one from the log.
 *
 * <p>Not thread-safe, and never blocks on Slack: {@link #step} starts a call and a later step takes
 * the answer. Time is an argument.
 */
final class Desk {
  private static final Logger logger = LoggerFactory.getLogger(Desk.class);

  private final Destination destination;
  private final DeliveryLog log;
  private final Pace pace;
  private final Reconciler reconciler;
  private final Pacer pacer;
  private final Outcome outcome;
  private final SinkMetrics metrics;
  private final Map<String, Entry> entries = new HashMap<>();

  /** Incidents of which something may be left to say, in the order in which they came. */
  private final Map<String, Entry> active = new LinkedHashMap<>();

  private @Nullable InFlight inFlight;

  /**
   * @param call null: its message is looked for
   */
  private record InFlight(
      Entry entry, @Nullable Outgoing call, Intent intent, CompletableFuture<SlackReply> reply) {}

  private record Candidate(Entry entry, Alert alert, Decision decision) {}

  Desk(
      Destination destination,
      DeliveryLog log,
      Pace pace,
      Pacer pacer,
      SlackHealth health,
      SinkMetrics metrics) {
    this.destination = destination;
    this.log = log;
    this.pace = pace;
    this.reconciler = new Reconciler(destination.mode(), pace);
    this.pacer = pacer;
    this.metrics = metrics;
    this.outcome = new Outcome(log, pacer, health, metrics, destination.defaultChannel());
  }

  /** What people should see; only the newest per incident counts. */
  void incident(Alert alert, long offset) {
    Entry entry = entry(alert.incident());
    entry.should(alert, offset);
    active.put(alert.incident(), entry);
  }

  /** The incident is not kept any more. */
  void forget(String incident) {
    entries.remove(incident);
    active.remove(incident);
  }

  /** What people see, read from the log before the first step. */
  void remembered(Delivery delivery) {
    entry(delivery.incident()).seen(delivery);
  }

  private Entry entry(String incident) {
    return entries.computeIfAbsent(incident, Entry::new);
  }

  /** Whether a call's answer is awaited. */
  boolean isCalling() {
    return inFlight != null;
  }

  /**
   * Takes an answer if there is one, and starts the next call if it may start.
   *
   * @return when there may be something to do, unless something happens before; {@link
   *     Instant#MAX}: nothing is left to say
   */
  Instant step(Instant now) {
    InFlight open = inFlight;
    if (open != null) {
      if (!open.reply().isDone()) return now.plus(pace.callWithin());
      inFlight = null;
      record(open, open.reply().join(), now);
    }
    Next next = next(now);
    metrics.waiting(next.waiting(), next.oldestMillis());
    Candidate best = next.best();
    if (best == null) return next.wakeAt();
    start(best, now);
    return now.plus(pace.callWithin());
  }

  /** Takes the answer of the call that is under way, but starts no other. */
  void finish(Duration within, Clock clock) {
    InFlight open = inFlight;
    if (open == null) return;
    try {
      SlackReply reply = open.reply().get(within.toMillis(), TimeUnit.MILLISECONDS);
      inFlight = null;
      record(open, reply, clock.instant());
    } catch (TimeoutException e) {
      // Still under way: the caller decides how long that goes on.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      inFlight = null;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a call ended without an answer", e);
    }
  }

  private void record(InFlight over, SlackReply reply, Instant now) {
    if (over.call() == null) {
      outcome.looked(over.entry(), over.intent(), reply, now);
    } else {
      outcome.record(over.entry(), over.call(), over.intent(), reply, now);
    }
  }

  private record Next(@Nullable Candidate best, Instant wakeAt, long waiting, long oldestMillis) {}

  private Next next(Instant now) {
    Candidate best = null;
    Instant wakeAt = Instant.MAX;
    long oldest = 0;
    for (var each = active.values().iterator(); each.hasNext(); ) {
      Entry entry = each.next();
      Alert alert = requireNonNull(entry.newest());
      if (!isTellable(entry, alert)) {
        each.remove();
        continue;
      }
      Decision decision = reconciler.decide(alert, entry.hash(alert), visible(entry), now);
      // Told elsewhere and over: whoever connects Slack today does not want last week.
      boolean past = alert.state().isOver() && outcome.isElsewhere(entry.seen());
      if (past || decision instanceof Decision.Nothing) {
        each.remove();
        if (alert.state() == AlertState.CLOSED) entry.forget();
        continue;
      }
      if (alert.newsRevision() > entry.seen().newsRevision()) {
        oldest = Math.max(oldest, Duration.between(alert.at(), now).toMillis());
      }
      Instant earliest = earliest(entry, alert, decision);
      if (earliest.isAfter(now)) {
        wakeAt = earlier(wakeAt, earliest);
      } else {
        Candidate candidate = new Candidate(entry, alert, decision);
        if (best == null || URGENCY.compare(candidate, best) < 0) best = candidate;
      }
    }
    return new Next(best, wakeAt, active.size(), oldest);
  }

  /** When that may begin; {@link Instant#MAX}: there is nothing to begin. */
  private Instant earliest(Entry entry, Alert alert, Decision decision) {
    if (decision instanceof Decision.WaitUntil wait) return wait.at();
    if (decision instanceof Decision.LookUp) return pacer.earliestLook();
    if (!(decision instanceof Decision.Say say)) return Instant.MAX;
    return pacer.earliest(say.action(), channel(entry, alert, say.action()));
  }

  /**
   * Anybody may write to a topic: a revision that reads well but has holes where words should be
   * must not stop the others.
   */
  private boolean isTellable(Entry entry, Alert alert) {
    if (entry.isRendered()) return true;
    try {
      entry.message(alert);
      Digest.reply(alert, entry.seen(), entry.rung());
      return true;
    } catch (RuntimeException e) {
      metrics.malformed();
      logger.warn(
          "{} cannot be told ({}); it is a dead letter now", alert.incident(), e.toString());
      log.putAside(entry, "it cannot be told: " + e);
      return false;
    }
  }

  /** What was only printed, nobody in Slack has seen; and the other way round. */
  private Delivery visible(Entry entry) {
    Delivery seen = entry.seen();
    return outcome.isElsewhere(seen) ? Delivery.none(seen.incident()) : seen;
  }

  /**
   * First what nobody knows of, then news, then numbers; what may have arrived already comes last;
   * among equals the oldest.
   */
  private static final Comparator<Candidate> URGENCY =
      Comparator.<Candidate>comparingInt(c -> isAgain(c.decision()) ? 1 : 0)
          .thenComparingInt(
              c ->
                  switch (c.decision().because()) {
                    case NEVER_TOLD, MESSAGE_GONE -> 0;
                    case NEWS, OUTCOME_UNKNOWN -> 1;
                    default -> 2;
                  })
          .thenComparing(c -> c.alert().at());

  private static boolean isAgain(Decision decision) {
    return decision instanceof Decision.Say say && say.repeated();
  }

  private String channel(Entry entry, Alert alert, Action action) {
    String standing = visible(entry).channel();
    return action != Action.POST && standing != null ? standing : outcome.channelFor(alert);
  }

  private void start(Candidate chosen, Instant now) {
    if (chosen.decision() instanceof Decision.Say say) {
      say(chosen.entry(), chosen.alert(), say, now);
    } else if (chosen.decision() instanceof Decision.LookUp wanted) {
      lookUp(chosen.entry(), wanted.intent(), now);
    }
  }

  private void lookUp(Entry entry, Intent intent, Instant now) {
    String thread = intent.action() == Action.REPLY ? visible(entry).ts() : null;
    Instant at = intent.at() == null ? intent.expiresAt().minus(pace.callWithin()) : intent.at();
    Lookup wanted = new Lookup(intent.id(), requireNonNull(intent.channel()), thread, at);
    pacer.looks(now);
    inFlight = new InFlight(entry, null, intent, destination.find(wanted));
  }

  private void say(Entry entry, Alert alert, Decision.Say say, Instant now) {
    Delivery seen = visible(entry);
    Action action = say.action();
    String channel = channel(entry, alert, action);
    Intent intent =
        DeliveryIntentBuilder.builder()
            .id(UUID.randomUUID().toString())
            .action(action)
            .revision(alert.revision())
            .hash(entry.hash(alert))
            .expiresAt(now.plus(pace.callWithin()))
            .attempt(say.attempt())
            .at(now)
            .channel(destination.mode().looks() ? channel : null)
            .build();
    Outgoing call =
        new Outgoing(
            action,
            channel,
            action == Action.POST ? null : seen.ts(),
            message(entry, alert, seen, say),
            intent.id(),
            alert,
            entry.offset(),
            intent.expiresAt(),
            seen);
    entry.seen(DeliveryBuilder.builder(seen).intents(List.of(intent)).build());
    log.remember(entry.seen());
    pacer.starts(action, channel, now);
    inFlight = new InFlight(entry, call, intent, destination.send(call));
  }

  private Message message(Entry entry, Alert alert, Delivery seen, Decision.Say say) {
    Message message =
        switch (say.action()) {
          case REPLY -> Digest.reply(alert, seen, entry.rung());
          case POST ->
              destination.mode().edits()
                  ? entry.message(alert)
                  : Digest.newsMessage(alert, seen, entry.rung());
          case EDIT, UNKNOWN -> entry.message(alert);
        };
    return say.repeated() ? Digest.possiblyRepeated(message) : message;
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }
}
