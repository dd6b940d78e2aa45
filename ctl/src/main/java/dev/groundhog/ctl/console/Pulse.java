package dev.groundhog.ctl.console;

import dev.groundhog.ctl.console.Board.Reading;
import dev.groundhog.runtime.health.Health;
import java.time.Clock;
import java.time.Instant;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How the reading goes, said to who looks at the page, to who watches this program, and, when it
 * changes, in the log. One thread.
 */
final class Pulse {
  private static final Logger log = LoggerFactory.getLogger(Pulse.class);
  private static final String CHECK = "kafka";

  private final Board board;
  private final Health health;
  private final Clock clock;
  private Instant heard;

  Pulse(Board board, Health health, Clock clock) {
    this.board = board;
    this.health = health;
    this.clock = clock;
    this.heard = clock.instant();
  }

  Reading.State state() {
    return board.reading().state();
  }

  void begins() {
    health.failing(CHECK, "reading what there is");
  }

  /** The broker has answered. */
  void heard() {
    heard = clock.instant();
  }

  void missing(String topics) {
    board.reading(Reading.State.READING, heard, "missing topics " + topics);
    health.failing(CHECK, "missing topics " + topics);
  }

  void live() {
    if (state() != Reading.State.LIVE) log.info("Kafka: all that there is is read");
    board.reading(Reading.State.LIVE, clock.instant(), null);
    health.ok(CHECK, "read to the end");
  }

  void away(KafkaException e) {
    String why = words(e);
    if (state() != Reading.State.AWAY) {
      log.warn("Kafka: {}; what is known stays on the page", why);
    }
    board.reading(Reading.State.AWAY, heard, why);
    health.failing(CHECK, "no answer since " + heard + ": " + why);
  }

  /** A mistake of ours. */
  void stopped(Throwable e) {
    if (state() != Reading.State.STOPPED) {
      log.error("live updates stopped; what is known stays on the page, and it is tried again", e);
    }
    board.reading(Reading.State.STOPPED, heard, words(e));
    health.failing(CHECK, "live updates stopped since " + heard + ": " + words(e));
  }

  private static String words(Throwable e) {
    String name = e.getClass().getSimpleName();
    if (e.getMessage() == null) return name;
    return e instanceof KafkaException ? e.getMessage() : name + ": " + e.getMessage();
  }
}
