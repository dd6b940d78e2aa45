package dev.groundhog.slack.sink;

import dev.groundhog.events.Delivery.Action;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.concurrent.atomic.AtomicLong;

/** The few figures that tell whether people are told. */
final class SinkMetrics {
  private final Counter posts;
  private final Counter edits;
  private final Counter replies;
  private final Counter refused;
  private final Counter rateLimited;
  private final Counter unknown;
  private final Counter found;
  private final Counter malformed;
  private final AtomicLong held = new AtomicLong();
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong lagMillis = new AtomicLong();

  SinkMetrics(MeterRegistry registry) {
    posts = counter(registry, "posts", "new messages that Slack took");
    edits = counter(registry, "edits", "edits that Slack took");
    replies = counter(registry, "replies", "thread replies that Slack took");
    refused = counter(registry, "refused", "messages that Slack will never take");
    rateLimited = counter(registry, "rate.limited", "calls that Slack put off (429)");
    unknown = counter(registry, "outcomes.unknown", "calls that may or may not have arrived");
    found =
        counter(registry, "outcomes.found", "calls without an answer that had arrived after all");
    malformed = counter(registry, "malformed", "records that are no incident");
    Gauge.builder("groundhog.slack.waiting", waiting, AtomicLong::get)
        .description("incidents of which something is still to be said")
        .register(registry);
    Gauge.builder("groundhog.slack.held", held, AtomicLong::get)
        .description("incidents of which people do not want to hear now")
        .register(registry);
    Gauge.builder("groundhog.slack.lag", lagMillis, millis -> millis.get() / 1000.0)
        .description("age of the oldest news that nobody was told of")
        .baseUnit("seconds")
        .register(registry);
  }

  private static Counter counter(MeterRegistry registry, String name, String description) {
    return Counter.builder("groundhog.slack." + name).description(description).register(registry);
  }

  void accepted(Action action) {
    switch (action) {
      case POST -> posts.increment();
      case EDIT -> edits.increment();
      case REPLY -> replies.increment();
      case UNKNOWN -> {}
    }
  }

  void refused() {
    refused.increment();
  }

  void rateLimited() {
    rateLimited.increment();
  }

  void outcomeUnknown() {
    unknown.increment();
  }

  void found() {
    found.increment();
  }

  void malformed() {
    malformed.increment();
  }

  void waiting(long incidents, long silenced, long oldestMillis) {
    waiting.set(incidents);
    held.set(silenced);
    lagMillis.set(oldestMillis);
  }
}
