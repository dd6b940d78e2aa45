package dev.groundhog.slack.delivery;

import dev.groundhog.events.Delivery;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.reconcile.Subject;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One call, ready to be made.
 *
 * @param channel a channel's name or id for new messages, its id for the rest
 * @param ts the message to edit or to reply to; null for new ones
 * @param id the delivery's id, which travels in the message's metadata
 * @param offset the alert's, on the incidents topic
 * @param startBy later than that the call must not be made
 * @param told what people saw before
 */
public record Outgoing(
    Delivery.Action action,
    String channel,
    @Nullable String ts,
    Message message,
    String id,
    Subject subject,
    long offset,
    Instant startBy,
    Delivery told) {}
