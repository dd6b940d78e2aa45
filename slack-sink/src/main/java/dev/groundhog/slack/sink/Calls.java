package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

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
import dev.groundhog.slack.reconcile.Subject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Carries decisions out, one call at a time. Before a call it writes what is about to happen, and
 * {@link Outcome} after it what came of it: whoever dies in between leaves an intent by which its
 * successor knows that a call may have happened.
 */
final class Calls {
  private final Destination destination;
  private final DeliveryLog log;
  private final Pace pace;
  private final Pacer pacer;
  private final Outcome outcome;

  private @Nullable InFlight inFlight;

  /**
   * @param call null: its message is looked for
   */
  private record InFlight(
      Entry entry, @Nullable Outgoing call, Intent intent, CompletableFuture<SlackReply> reply) {}

  Calls(Destination destination, DeliveryLog log, Pace pace, Pacer pacer, Outcome outcome) {
    this.destination = destination;
    this.log = log;
    this.pace = pace;
    this.pacer = pacer;
    this.outcome = outcome;
  }

  /** Whether a call's answer is awaited. */
  boolean isCalling() {
    return inFlight != null;
  }

  /** Takes the answer if it is there; afterwards {@link #isCalling} says whether it was. */
  void take(Instant now) {
    InFlight open = inFlight;
    if (open == null || !open.reply().isDone()) return;
    inFlight = null;
    record(open, open.reply().join(), now);
  }

  /** Waits for the answer, but no longer than that. */
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

  void lookUp(Entry entry, Intent intent, Instant now) {
    String thread = intent.action() == Action.REPLY ? entry.seen().ts() : null;
    Instant at = intent.at() == null ? intent.expiresAt().minus(pace.callWithin()) : intent.at();
    Lookup wanted = new Lookup(intent.id(), requireNonNull(intent.channel()), thread, at);
    pacer.looks(now);
    inFlight = new InFlight(entry, null, intent, destination.find(wanted));
  }

  /**
   * @param seen what people see of it in this destination
   */
  void say(
      Entry entry, Subject subject, Delivery seen, Decision.Say say, String channel, Instant now) {
    Action action = say.action();
    Intent intent =
        DeliveryIntentBuilder.builder()
            .id(UUID.randomUUID().toString())
            .action(action)
            .revision(subject.revision())
            .newsRevision(subject.newsRevision())
            .hash(entry.hash(subject))
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
            message(entry, subject, seen, say),
            intent.id(),
            subject,
            entry.offset(),
            intent.expiresAt(),
            seen);
    entry.seen(DeliveryBuilder.builder(seen).intents(List.of(intent)).build());
    log.remember(entry.seen());
    pacer.starts(action, channel, now);
    inFlight = new InFlight(entry, call, intent, destination.send(call));
  }

  private Message message(Entry entry, Subject subject, Delivery seen, Decision.Say say) {
    Message message =
        switch (say.action()) {
          case REPLY -> Digest.reply(subject, seen, entry.rung());
          case POST ->
              destination.mode().edits()
                  ? entry.message(subject)
                  : destination.isCompat()
                      ? Digest.compatMessage(subject, seen, entry.rung())
                      : Digest.newsMessage(subject, seen, entry.rung());
          case EDIT, UNKNOWN -> entry.message(subject);
        };
    return say.repeated() ? Digest.possiblyRepeated(message) : message;
  }
}
