package dev.groundhog.slack.fake;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Daily.Family;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** Days as digests tell them. */
public final class Days {
  public static final Instant END = Instant.parse("2026-11-23T08:00:00Z");

  private Days() {}

  /** Four services, two problems still open, a week to compare with. */
  public static Daily day() {
    return new Daily(
        END,
        7,
        1180,
        null,
        List.of(
            new Family("chat.service", 214, 2, 5, 483),
            new Family("payments-api.service", 61, 1, 2, 0),
            new Family("mailer.service", 12, 1, 1, 95),
            new Family("worker@.service", 9, 1, 3, 70)),
        List.of(
            AlertBuilder.builder(Alerts.spread()).severity(Severity.CRITICAL).crashes(198).build(),
            AlertBuilder.builder(Alerts.wave()).unit("mailer.service").knownHosts(null).build()));
  }

  /** The first day: nobody knows what is usual. */
  public static Daily first() {
    return new Daily(END, 0, 0, null, List.of(new Family("chat.service", 3, 1, 3, 0)), List.of());
  }

  /** Nothing crashed, but something goes on. */
  public static Daily quiet() {
    return new Daily(END, 1, 40, "#payments", List.of(), List.of(Alerts.host()));
  }

  /** More services than a message has room for. */
  public static Daily large() {
    List<Family> families =
        IntStream.range(0, 40)
            .mapToObj(i -> new Family("unit-" + i + ".service", 400 - 10L * i, 1, 1, 500))
            .toList();
    List<Alert> open =
        IntStream.range(0, 13)
            .mapToObj(i -> AlertBuilder.builder(Alerts.wave()).unit("unit-" + i).build())
            .toList();
    return new Daily(END, 3, 9000, null, families, open);
  }
}
