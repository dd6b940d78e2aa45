package dev.groundhog.slack.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message of ours to look for, because nobody knows whether it arrived.
 *
 * @param id the delivery's, out of the message's metadata
 * @param channel where it was meant for, by id or name
 * @param threadTs the message whose thread it was meant for; null: the channel itself
 * @param at when its call was about to start, by a sink's clock
 */
public record Lookup(String id, String channel, @Nullable String threadTs, Instant at) {}
