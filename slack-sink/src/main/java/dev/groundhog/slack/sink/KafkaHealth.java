package dev.groundhog.slack.sink;

import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.program.Program;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Kafka is doing, on the health page, and in the log once per change. */
final class KafkaHealth {
  private static final Logger log = LoggerFactory.getLogger(KafkaHealth.class);

  /** Connections come and go for a moment when a broker's leader changes. */
  private static final Duration NOTICEABLE = Duration.ofSeconds(5);

  private final Health health;
  private @Nullable Instant cutOffSince;
  private String trouble = "";

  KafkaHealth(Health health) {
    this.health = health;
  }

  /** A turn went well, as far as Kafka's client says anything. */
  void turned(boolean active, boolean cutOff, Instant now) {
    if (cutOff) {
      Instant since = cutOffSince == null ? now : cutOffSince;
      cutOffSince = since;
      if (Duration.between(since, now).compareTo(NOTICEABLE) >= 0) failing("no connection");
      return;
    }
    cutOffSince = null;
    // Standing by after a failure proves nothing yet: whoever tells has written to Kafka.
    if (!trouble.isEmpty() && (active || trouble.equals("no connection"))) {
      log.info("Kafka works again");
      trouble = "";
    }
    if (trouble.isEmpty()) health.ok("kafka", active ? "this sink tells" : "another sink tells");
  }

  /** A session ended; the next begins from the topics. */
  void failed(KafkaException failure) {
    String kind = failure.getClass().getSimpleName().replace("Exception", "");
    String words = Program.lastWords(failure);
    failing(kind.equals("Kafka") || kind.equals("Config") ? words : kind);
  }

  private void failing(String why) {
    health.failing("kafka", why);
    if (trouble.equals(why)) return;
    log.warn("Kafka: {}; nothing is lost, going on from the topics when it works", why);
    trouble = why;
  }
}
