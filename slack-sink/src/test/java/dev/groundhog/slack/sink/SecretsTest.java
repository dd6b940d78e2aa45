package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import dev.groundhog.runtime.settings.Secret;
import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Posting;
import dev.groundhog.slack.delivery.SlackApi;
import dev.groundhog.slack.delivery.Webhook;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.ClockOf;
import dev.groundhog.slack.fake.FakeSlack;
import dev.groundhog.slack.fake.FakeWorkspace.Fault;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Whatever goes wrong, neither the token nor the webhook's address is written anywhere. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretsTest {
  private static final Duration WITHIN = Duration.ofSeconds(5);

  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final FakeSlack slack = FakeSlack.start();
  private Level before = Level.INFO;

  SecretsTest() throws IOException {}

  @BeforeEach
  void listen() {
    before = root.getLevel();
    root.setLevel(Level.TRACE);
    lines.start();
    root.addAppender(lines);
  }

  @AfterEach
  void stop() {
    root.detachAppender(lines);
    root.setLevel(before);
    slack.close();
  }

  @Test
  void the_token_is_written_nowhere() throws IOException {
    slack.workspace().revokeToken(true);
    try (SlackApi api =
        new SlackApi(
            slack.apiUrl(),
            new Secret(FakeSlack.TOKEN),
            Posting.in("#alerts"),
            WITHIN,
            new ClockOf(now::get))) {
      assertNothingIn(trouble(api));
    }
  }

  @Test
  void the_webhooks_address_is_written_nowhere() throws IOException {
    try (Webhook webhook =
        new Webhook(new Secret(slack.webhookUrl() + "-wrong"), null, false, WITHIN)) {
      assertNothingIn(trouble(webhook));
    }
  }

  /** All that can go wrong, and everything that was written then. */
  private List<String> trouble(Destination destination) throws IOException {
    Lab lab = new Lab(destination);
    // Webhooks tell calls' latest starts by this machine's clock.
    lab.now = Instant.now();
    slack.next(new Fault.Cut());
    slack.next(new Fault.Say(307, ""));
    slack.next(new Fault.Say(200, "<html>no</html>"));
    slack.next(new Fault.Say(500, FakeSlack.TOKEN + " fake-secret"));
    slack.next(Fault.error("invalid_blocks"));
    slack.next(new Fault.Say(403, "invalid_token"));
    lab.should(Alerts.spread());
    step(lab);
    slack.away();
    lab.should(Alerts.recovered());
    step(lab);
    List<String> all = new ArrayList<>();
    lab.written.forEach(each -> all.add(each.toString()));
    all.addAll(lab.putAside);
    lab.health.checks().forEach((name, check) -> all.add(name + check));
    lab.metrics.getMeters().forEach(meter -> all.add(meter.getId().toString()));
    all.add(destination.toString());
    for (ILoggingEvent line : List.copyOf(lines.list)) {
      all.add(line.getFormattedMessage());
      if (line.getThrowableProxy() != null)
        all.add(ThrowableProxyUtil.asString(line.getThrowableProxy()));
    }
    assertThat(all).anyMatch(line -> line.contains("Slack cannot be told"));
    return all;
  }

  private void step(Lab lab) {
    for (int i = 0; i < 30; i++) {
      now.set(lab.now);
      Instant next = lab.step();
      if (next.isAfter(lab.now.plus(Duration.ofHours(1)))) return;
      if (next.isAfter(lab.now)) lab.now = next;
    }
  }

  private static void assertNothingIn(List<String> all) {
    assertThat(all)
        .noneMatch(line -> line.contains(FakeSlack.TOKEN))
        .noneMatch(line -> line.contains("fake-secret"));
  }
}
