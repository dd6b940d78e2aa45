package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.DeliveryIntentBuilder;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.delivery.SlackReply;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.reconcile.Subject;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows from Slack's answer: what is remembered, who waits, what is put aside.
 *
 * <p>An unknown outcome leaves its intent in the log, until the message was found or looked for in
 * vain. So does a rate limit where messages can be looked for: Slack has given that answer for
 * messages that it had stored. Every other answer settles it.
 */
final class Outcome {
  private static final Logger logger = LoggerFactory.getLogger(Outcome.class);

  private final DeliveryLog log;
  private final Pacer pacer;
  private final SlackHealth health;
  private final SinkMetrics metrics;
  private final Channels channels;

  Outcome(
      DeliveryLog log, Pacer pacer, SlackHealth health, SinkMetrics metrics, Channels channels) {
    this.log = log;
    this.pacer = pacer;
    this.health = health;
    this.metrics = metrics;
    this.channels = channels;
  }

  void record(Entry entry, Outgoing call, Intent intent, SlackReply reply, Instant now) {
    pacer.ended(call.action(), call.channel(), now);
    if (reply instanceof SlackReply.Accepted accepted) {
      accepted(entry, call, accepted, intent.hash(), now);
    } else if (reply instanceof SlackReply.RateLimited limited) {
      pacer.rateLimited(call.action(), limited.pause(), now);
      metrics.rateLimited();
      denied(entry, call, intent, now);
    } else if (reply instanceof SlackReply.TryAgain again) {
      pacer.failed(false, now);
      health.away(again.why());
      settle(entry, call);
    } else if (reply instanceof SlackReply.UnknownOutcome unknown) {
      // The intent stays open: the reconciler looks for its message, or waits.
      pacer.failed(false, now);
      metrics.outcomeUnknown();
      health.away(unknown.why());
      remember(entry, DeliveryIntentBuilder.builder(intent).endedAt(now).build());
    } else if (reply instanceof SlackReply.MessageGone gone) {
      gone(entry, call, gone, now);
    } else if (reply instanceof SlackReply.Refused refused) {
      refused(entry, call, refused, intent.hash(), now);
    }
  }

  /** What was looked for is there, is not there, or cannot be looked for. */
  void looked(Entry entry, Intent intent, SlackReply reply, Instant now) {
    if (reply instanceof SlackReply.Accepted found) {
      metrics.found();
      found(entry, intent, found, now);
    } else if (reply instanceof SlackReply.Absent) {
      remember(entry, DeliveryIntentBuilder.builder(intent).looks(intent.looks() + 1).build());
    } else if (reply instanceof SlackReply.CannotLook cannot) {
      health.cannotLook(cannot.why());
      remember(entry, DeliveryIntentBuilder.builder(intent).looks(Intent.BLIND).build());
    } else if (reply instanceof SlackReply.RateLimited limited) {
      metrics.rateLimited();
      pacer.lookRateLimited(limited.pause(), now);
    } else if (reply instanceof SlackReply.Refused refused) {
      pacer.failed(true, now);
      health.credentialRefused(refused.why());
    } else {
      pacer.failed(false, now);
      health.away(reply.why());
    }
  }

  /** It had arrived: people know all news up to the revision that it showed. */
  private void found(Entry entry, Intent intent, SlackReply.Accepted found, Instant now) {
    String channel = requireNonNull(found.channel());
    if (intent.channel() != null) pacer.learns(intent.channel(), channel);
    pacer.works(channel);
    health.works(channel);
    Delivery seen = entry.seen();
    DeliveryBuilder told =
        DeliveryBuilder.builder(seen)
            .intents(List.of())
            .newsRevision(Math.max(seen.newsRevision(), intent.newsRevision()));
    Subject newest = entry.newest();
    if (newest != null && newest.revision() == intent.revision()) {
      told.crashes(newest.crashes()).hostCount(newest.hostCount());
    }
    if (intent.action() == Action.POST) {
      told.revision(intent.revision()).hash(intent.hash()).at(now);
      told.channel(channel).ts(found.ts());
    }
    remember(entry, told.build());
  }

  private void accepted(
      Entry entry, Outgoing call, SlackReply.Accepted accepted, String hash, Instant now) {
    pacer.works(call.channel());
    if (accepted.channel() != null) pacer.learns(call.channel(), accepted.channel());
    if (call.action() == Action.POST) channels.works(call.channel(), accepted.channel());
    health.works(call.channel());
    metrics.accepted(call.action());
    Subject subject = call.subject();
    DeliveryBuilder told = DeliveryBuilder.builder(call.told()).intents(List.of());
    if (call.action() != Action.REPLY) {
      told.revision(subject.revision()).hash(hash).at(now).alertOffset(call.offset());
    }
    if (call.action() == Action.POST) {
      told.channel(accepted.channel()).ts(accepted.ts());
    }
    if (call.action() != Action.EDIT) {
      told.newsRevision(Math.max(subject.newsRevision(), call.told().newsRevision()));
      told.crashes(subject.crashes()).hostCount(subject.hostCount());
    }
    remember(entry, told.build());
  }

  /**
   * Not done, says Slack. An edit can be done again in any case; and where an earlier attempt
   * cannot be looked for, this one could not either.
   */
  private void denied(Entry entry, Outgoing call, Intent intent, Instant now) {
    boolean canLook =
        call.action() != Action.EDIT
            && intent.channel() != null
            && call.told().intents().stream().noneMatch(each -> each.looks() == Intent.BLIND);
    if (!canLook) settle(entry, call);
    else remember(entry, DeliveryIntentBuilder.builder(intent).endedAt(now).denied(true).build());
  }

  /** Surely not done: as if it had not been tried. What was in doubt before is so still. */
  private void settle(Entry entry, Outgoing call) {
    remember(entry, call.told());
  }

  /**
   * A message that was deleted is posted again. One that only cannot be edited stays what it is:
   * the next news, not the next figure, is a new message.
   */
  private void gone(Entry entry, Outgoing call, SlackReply.MessageGone gone, Instant now) {
    Delivery told = call.told();
    remember(
        entry,
        DeliveryBuilder.builder(told)
            .revision(gone.deleted() ? 0 : told.revision())
            .channel(null)
            .ts(null)
            .hash(null)
            .at(now)
            .intents(List.of())
            .build());
  }

  private void refused(
      Entry entry, Outgoing call, SlackReply.Refused refused, String hash, Instant now) {
    switch (refused.what()) {
      case CREDENTIAL -> {
        pacer.failed(true, now);
        health.credentialRefused(refused.why());
        settle(entry, call);
      }
      case DESTINATION -> destinationRefused(entry, call, refused.why(), now);
      case PAYLOAD -> payloadRefused(entry, call, refused.why(), hash, now);
    }
  }

  /** A new message goes elsewhere at once; one that stands there is left, and news go elsewhere. */
  private void destinationRefused(Entry entry, Outgoing call, String why, Instant now) {
    String instead = channels.refused(call.subject(), call.channel(), now);
    if (instead == null) {
      pacer.refused(call.channel(), now);
      health.channelRefused(call.channel(), why);
      settle(entry, call);
      return;
    }
    logger.error(
        "Slack refuses channel {}: {}. What is meant for it goes to {}; tried again in an hour",
        call.channel(),
        why,
        instead);
    if (call.action() == Action.POST) settle(entry, call);
    else gone(entry, call, new SlackReply.MessageGone(false, why), now);
  }

  private void payloadRefused(
      Entry entry, Outgoing call, String why, @Nullable String hash, Instant now) {
    Optional<Rung> next = entry.rung().next();
    if (next.isPresent()) {
      logger.warn(
          "Slack refuses a message in its {} form: {}; sending it plainer", entry.rung(), why);
      entry.rung(next.get());
      settle(entry, call);
      return;
    }
    metrics.refused();
    logger.error(
        "Slack refuses every form of {}: {}; it is a dead letter now", call.subject().id(), why);
    log.putAside(entry, "Slack refuses it: " + why);
    Subject subject = call.subject();
    remember(
        entry,
        DeliveryBuilder.builder(call.told())
            .revision(subject.revision())
            .newsRevision(subject.newsRevision())
            .hash(hash)
            .at(now)
            .intents(List.of())
            .build());
  }

  private void remember(Entry entry, Intent stillOpen) {
    Delivery told = DeliveryBuilder.builder(entry.seen()).intents(List.of(stillOpen)).build();
    remember(entry, told);
  }

  private void remember(Entry entry, Delivery delivery) {
    entry.seen(delivery);
    log.remember(delivery);
  }
}
