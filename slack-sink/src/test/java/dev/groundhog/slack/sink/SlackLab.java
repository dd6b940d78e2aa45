package dev.groundhog.slack.sink;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.Broadcast;
import dev.groundhog.slack.delivery.Posting;
import dev.groundhog.slack.delivery.SlackApi;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.ClockOf;
import dev.groundhog.slack.fake.FakeSlack;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;

/** The desk and the real HTTP client against a Slack with a memory; only time is not real. */
abstract class SlackLab {

  final AtomicLong nanos = new AtomicLong();
  final FakeSlack slack;
  SlackApi api;
  Lab lab;

  SlackLab() throws IOException {
    slack = FakeSlack.start(0, nanos::get);
    api = connect(slack, FakeSlack.TOKEN, Broadcast.NEVER);
    lab = new Lab(api);
  }

  SlackApi connect(FakeSlack slack, String token, Broadcast broadcast) {
    return new SlackApi(
        slack.apiUrl(),
        new Secret(token),
        new Posting("#alerts", "#fallback", broadcast, null),
        Duration.ofSeconds(5),
        new ClockOf(() -> Instant.EPOCH.plusNanos(nanos.get())));
  }

  @AfterEach
  void stop() {
    api.close();
    slack.close();
  }

  void should(Alert alert) {
    lab.should(alert);
    nanos.set(lab.nanos());
  }

  /** Lets the rate limit of Slack see the clock of the lab. */
  void settle() {
    settle(Duration.ofDays(365));
  }

  void settle(Duration most) {
    Instant end = lab.now.plus(most);
    for (int i = 0; i < 1000; i++) {
      nanos.set(lab.nanos());
      Instant next = lab.step();
      if (next.isAfter(end)) return;
      if (next.isAfter(lab.now)) lab.now = next;
    }
    throw new AssertionError("never comes to rest");
  }

  static Alert incident(String id) {
    return AlertBuilder.builder(Alerts.wave()).incident(id).unit(id + ".service").build();
  }
}
