package dev.groundhog.standalone.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.browser.Chromium;
import dev.groundhog.ctl.console.Console;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.TopicClient;
import dev.groundhog.standalone.broker.TestBroker;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** The console in a real browser, on a real broker. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // started before all
class ConsoleTest {
  private static final String HOSTILE =
      "</pre><img src=x onerror=\"window.owned=1\"><script>window.owned=1</script>";

  @TempDir static Path profile;

  private TestBroker broker;
  private Samples samples;
  private Console console;
  private Chromium chromium;

  @BeforeAll
  void start() throws Exception {
    chromium = Chromium.start(profile);
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    samples = new Samples(broker.bootstrapServers());
    console =
        Console.start(
            Settings.of(
                Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "console.port", "0")));
  }

  @AfterAll
  void stop() throws Exception {
    if (console != null) console.close();
    if (samples != null) samples.close();
    if (broker != null) broker.close();
    if (chromium != null) chromium.close();
  }

  @BeforeEach
  void anew() {
    chromium.show(1280, 900, false);
    chromium.open(url());
    await().atMost(Duration.ofSeconds(20)).until(() -> chromium.text("#pulse-text").equals("live"));
    chromium.complaints();
  }

  @Test
  void what_happens_is_on_the_page_at_once_and_nobody_reloaded_it() throws Exception {
    chromium.js("window.same = 1");
    Alert alert = open("live");
    samples.alert(alert);
    waitFor("live.service", "1 host");
    samples.alert(AlertBuilder.builder(alert).revision(2).hostCount(4).crashes(44).build());
    waitFor("4 hosts", "44 crashes");
    assertThat(chromium.js("return window.same")).isEqualTo(1L);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void text_of_a_log_stays_text_wherever_it_is_shown() throws Exception {
    Alert alert =
        AlertBuilder.builder(open("hostile"))
            .unit("hostile" + HOSTILE)
            .causes(List.of(samples.cause(HOSTILE, 1, 1, List.of(HOSTILE, "\u001b[2J\u202e"))))
            .labels(Map.of("env", HOSTILE))
            .suspects(List.of(new Alert.Suspect("v", HOSTILE, "1/1", null)))
            .channel(HOSTILE)
            .build();
    samples.alert(alert);
    samples.told(alert, HOSTILE);
    waitFor("onerror");
    goTo(alert);
    await().atMost(Duration.ofSeconds(20)).until(() -> !chromium.text(".tail").isEmpty());
    assertThat(chromium.text(".tail")).contains(HOSTILE).doesNotContain("\u001b", "\u202e");
    assertThat(chromium.text("h1")).contains(HOSTILE);
    assertThat(chromium.driver().findElements(By.cssSelector("img[src=x]"))).isEmpty();
    assertThat(chromium.js("return typeof window.owned")).isEqualTo("undefined");
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void even_markup_that_got_in_would_run_nothing() {
    chromium.js("document.body.insertAdjacentHTML('beforeend', arguments[0])", HOSTILE);
    await().until(() -> !chromium.complaints().isEmpty());
    assertThat(chromium.js("return typeof window.owned")).isEqualTo("undefined");
  }

  @Test
  void who_takes_care_is_said_by_keyboard_alone_and_stands_in_the_log() throws Exception {
    Alert alert = open("taken");
    samples.alert(alert);
    waitFor("taken.service");
    chromium.one("body").sendKeys("/");
    chromium.driver().switchTo().activeElement().sendKeys("taken");
    await().until(() -> chromium.driver().findElements(By.cssSelector("a.card")).size() == 1);
    chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    chromium.driver().switchTo().activeElement().sendKeys(Keys.ENTER);
    await().until(() -> chromium.text("h1").equals("taken.service"));
    chromium.one("body").sendKeys("a");
    chromium.driver().switchTo().activeElement().sendKeys("rolling back");
    type("author", "ada");
    chromium.one("[name=author]").sendKeys(Keys.ENTER);
    await().until(() -> chromium.text(".hero").contains("ada takes care: rolling back"));
    ControlEvent ack = said(ControlType.ACK, alert.incident());
    assertThat(ack.by()).isEqualTo("ada");
    assertThat(ack.text()).isEqualTo("rolling back");
    chromium.one("body").sendKeys(Keys.ESCAPE);
    await().until(() -> chromium.url().equals(url()));
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void a_silence_is_spoken_seen_and_ended_on_the_page() throws Exception {
    Alert alert = open("noisy");
    samples.alert(alert);
    waitFor("noisy.service");
    goTo(alert);
    await().until(() -> chromium.has("[data-key=silence]"));
    chromium.one("[data-key=silence]").click();
    await().until(() -> chromium.one("#dialog").isDisplayed());
    type("text", "new disks");
    type("author", "ben");
    chromium.one("dialog .primary").click();
    await().until(() -> chromium.text(".hero").contains("held back until"));
    assertThat(chromium.text(".said")).contains("ben silenced unit noisy until", "new disks");
    assertThat(silences("noisy")).hasSize(1);

    chromium.one(".silence button").click();
    chromium.one("dialog .primary").click();
    await().until(() -> !chromium.text(".hero").contains("held back"));
    assertThat(silences("noisy")).hasSize(2);
    assertThat(chromium.complaints()).isEmpty();
  }

  @Test
  void the_page_of_an_incident_shows_the_timeline_of_the_report() throws Exception {
    Alert chat = samples.chat();
    samples.history(chat);
    waitFor("chat.service");
    goTo(chat);
    await().atMost(Duration.ofSeconds(40)).until(() -> chromium.has(".chart canvas"));
    assertThat(chromium.text(".steps")).contains("wave", "spread", "new cause");
    assertThat(chromium.text(".replay code")).startsWith("groundhogctl replay --unit chat.service");
    assertThat(chromium.complaints()).as("also by the library that draws").isEmpty();
    assertThat(chromium.inaccessible()).isEqualTo("[]");
  }

  @Test
  void the_list_can_be_used_by_everybody_light_and_dark_wide_and_narrow() throws Exception {
    samples.alert(open("seen"));
    samples.alert(
        samples.incident("over.service", 90, Severity.WARNING, AlertState.RECOVERED, 2, 9).build());
    waitFor("seen.service", "over.service");
    for (boolean dark : new boolean[] {false, true}) {
      chromium.show(dark ? 390 : 1280, 900, dark);
      assertThat(chromium.inaccessible()).isEqualTo("[]");
      assertThat((Boolean) chromium.js("return document.body.scrollWidth <= innerWidth")).isTrue();
    }
  }

  @Test
  void keys_go_through_the_list() throws Exception {
    samples.alert(open("key-1"));
    samples.alert(open("key-2"));
    waitFor("key-1.service", "key-2.service");
    chromium.one("body").sendKeys("j");
    String first = focused();
    chromium.driver().switchTo().activeElement().sendKeys("j");
    assertThat(focused()).isNotEqualTo(first);
    chromium.driver().switchTo().activeElement().sendKeys("k");
    assertThat(focused()).isEqualTo(first);
  }

  @Test
  void an_incident_that_is_not_known_says_so() {
    chromium.open(url() + "incidents/nothing%2Fhere");
    await().until(() -> chromium.text("h1").equals("No such incident"));
  }

  @Test
  void under_a_name_that_somebody_else_made_up_there_is_nothing() {
    chromium.open("http://evil.example:" + console.port() + "/api/incidents");
    assertThat(chromium.text("body")).contains("not known under the name");
  }

  private String focused() {
    return String.valueOf(chromium.js("return document.activeElement.dataset.key"));
  }

  private Alert open(String name) {
    return samples
        .incident(name + ".service", 12, Severity.WARNING, AlertState.OPEN, 1, 3)
        .reason(Reason.HOST_LOOP)
        .build();
  }

  private String url() {
    return "http://127.0.0.1:" + console.port() + "/";
  }

  private void goTo(Alert alert) {
    String id = URLEncoder.encode(alert.incident(), StandardCharsets.UTF_8).replace("+", "%20");
    chromium.open(url() + "incidents/" + id);
  }

  private void waitFor(String... texts) {
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(() -> assertThat(chromium.text("main")).contains(texts));
  }

  private void type(String field, String text) {
    WebElement input = chromium.one("dialog [name=" + field + "]");
    input.clear();
    input.sendKeys(text);
  }

  private List<ControlEvent> control() throws Exception {
    try (TopicClient client = new TopicClient(broker.bootstrapServers())) {
      List<ControlEvent> events = new java.util.ArrayList<>();
      for (var record : client.read(Topic.CONTROL)) {
        events.add(Wire.CONTROL.decode(record.value()));
      }
      return events;
    }
  }

  private ControlEvent said(ControlType type, String incident) throws Exception {
    return control().stream()
        .filter(event -> event.type() == type && incident.equals(event.incident()))
        .findFirst()
        .orElseThrow();
  }

  private List<ControlEvent> silences(String unit) throws Exception {
    return control().stream()
        .filter(e -> e.silence() != null && unit.equals(Objects.requireNonNull(e.silence()).unit()))
        .toList();
  }
}
