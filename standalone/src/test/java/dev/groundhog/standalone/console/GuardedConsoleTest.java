package dev.groundhog.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.groundhog.ctl.browser.Chromium;
import dev.groundhog.ctl.console.Console;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.TopicClient;
import dev.groundhog.standalone.broker.TestBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The console in a real browser where nobody may write without the token, also behind a proxy. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // started before all
class GuardedConsoleTest {
  /** A browser on a busy machine. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final String TOKEN = "correct-horse-battery";
  private static final String WRONG = "incorrect-horse-battery";
  private static final String PREFIX = "/ops/groundhog/";

  @TempDir static Path profile;

  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private TestBroker broker;
  private Samples samples;
  private Console console;
  private PrefixProxy proxy;
  private Chromium chromium;

  @BeforeAll
  void start() throws Exception {
    chromium = Chromium.start(profile);
    root().addAppender(log);
    log.start();
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    samples = new Samples(broker.bootstrapServers());
    console =
        Console.start(
            Settings.of(
                Map.of(
                    "kafka.bootstrap.servers",
                    broker.bootstrapServers(),
                    "console.port",
                    "0",
                    "console.token",
                    TOKEN)));
    proxy = new PrefixProxy(PREFIX, console.port());
  }

  private static Logger root() {
    return (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
  }

  @AfterAll
  void stop() throws Exception {
    if (proxy != null) proxy.close();
    if (console != null) console.close();
    if (samples != null) samples.close();
    if (broker != null) broker.close();
    if (chromium != null) chromium.close();
    root().detachAppender(log);
  }

  @Test
  void who_writes_is_asked_for_the_token_which_is_in_no_address_and_no_log() throws Exception {
    Alert alert = open("guarded");
    goTo("http://127.0.0.1:" + console.port() + "/", alert);
    chromium.requests();
    chromium.one("[data-key=ack]").click();
    await().atMost(PATIENCE).until(() -> chromium.one("#dialog").isDisplayed());
    assertThat(chromium.one("dialog [name=token]").getDomAttribute("type")).isEqualTo("password");
    assertThat(chromium.inaccessible()).isEqualTo("[]");

    send("ada", WRONG);
    await()
        .atMost(PATIENCE)
        .until(() -> chromium.text(".trouble").equals("The token is missing or wrong."));
    assertThat(chromium.one("#dialog").isDisplayed()).isTrue();
    assertThat(acknowledgements(alert)).isEmpty();
    // What was wrong is not offered again.
    chromium.js("document.getElementById('dialog').close()");
    chromium.one("[data-key=ack]").click();
    assertThat(chromium.one("dialog [name=token]").getDomProperty("value")).isEmpty();

    send("ada", TOKEN);
    await().atMost(PATIENCE).until(() -> chromium.text(".hero").contains("ada takes care"));
    assertThat(acknowledgements(alert)).hasSize(1);
    // The tab remembers it.
    chromium.one("[data-key=silence]").click();
    assertThat(chromium.one("dialog [name=token]").getDomProperty("value")).isEqualTo(TOKEN);
    chromium.one("dialog [name=text]").sendKeys("new disks");
    chromium.one("dialog .primary").click();
    await().atMost(PATIENCE).until(() -> chromium.text(".hero").contains("held back until"));

    List<String> addresses = chromium.requests();
    assertThat(addresses).anyMatch(url -> url.endsWith("/api/acks"));
    for (String secret : List.of(TOKEN, WRONG)) {
      assertThat(addresses).noneMatch(url -> url.contains(secret));
      assertThat(chromium.url()).doesNotContain(secret);
      assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains(secret));
      assertThat(control()).noneMatch(record -> record.contains(secret));
    }
    assertThat(log.list).as("writing is logged").anyMatch(line -> line.toString().contains("ack:"));
  }

  @Test
  void under_a_path_of_another_site_everything_is_found_and_nothing_is_asked_for_elsewhere()
      throws Exception {
    Alert alert = open("nested");
    // Those of the other test: a browser says itself that it was refused.
    chromium.complaints();
    chromium.open(proxy.url());
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> chromium.text("main").contains("nested.service"));
    assertThat(chromium.text("#pulse-text")).isEqualTo("live");
    chromium.js("window.same = 1");

    Alert news = open("nested-news");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> chromium.text("main").contains("nested-news.service"));
    chromium
        .one("a.card[href*='" + news.incident().replace("/", "%2F").replace(":", "%3A") + "']")
        .click();
    await().atMost(PATIENCE).until(() -> chromium.text("h1").equals("nested-news.service"));
    assertThat(chromium.url()).startsWith(proxy.url() + "incidents/nested-news");
    chromium.one("p.back a").click();
    await().atMost(PATIENCE).until(() -> chromium.url().equals(proxy.url()));
    assertThat(chromium.js("return window.same")).as("without loading the page anew").isEqualTo(1L);

    Alert chat = samples.chat();
    samples.history(chat);
    goTo(proxy.url(), chat);
    await().atMost(Duration.ofSeconds(40)).until(() -> chromium.has(".chart canvas"));
    await().atMost(PATIENCE).until(() -> chromium.text("#pulse-text").equals("live"));
    chromium.one(".brand").click();
    await().atMost(PATIENCE).until(() -> chromium.url().equals(proxy.url()));
    chromium.open(proxy.url() + "incidents/" + alert.incident());
    await().atMost(PATIENCE).until(() -> chromium.text("h1").equals("nested.service"));
    chromium.one("[data-key=ack]").click();
    send("ben", TOKEN);
    await().atMost(PATIENCE).until(() -> chromium.text(".hero").contains("ben takes care"));
    assertThat(proxy.asked).contains(PREFIX + "api/acks");
    assertThat(proxy.astray).isEmpty();
    assertThat(chromium.complaints()).isEmpty();
  }

  private Alert open(String name) throws Exception {
    Alert alert =
        samples
            .incident(name + ".service", 12, Severity.WARNING, AlertState.OPEN, 1, 3)
            .reason(Reason.HOST_LOOP)
            .build();
    samples.alert(alert);
    return alert;
  }

  private void goTo(String site, Alert alert) {
    chromium.open(site + "incidents/" + alert.incident().replace("/", "%2F"));
    await().atMost(Duration.ofSeconds(20)).until(() -> chromium.text("h1").equals(alert.unit()));
  }

  private void send(String author, String token) {
    chromium.one("dialog [name=author]").clear();
    chromium.one("dialog [name=author]").sendKeys(author);
    chromium.one("dialog [name=token]").clear();
    chromium.one("dialog [name=token]").sendKeys(token);
    chromium.one("dialog .primary").click();
  }

  private List<String> control() {
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      return client.read(Topic.CONTROL).stream()
          .map(record -> record.key() + new String(record.value(), StandardCharsets.UTF_8))
          .toList();
    }
  }

  private List<String> acknowledgements(Alert alert) {
    return control().stream().filter(r -> r.startsWith("ack:" + alert.incident())).toList();
  }
}
