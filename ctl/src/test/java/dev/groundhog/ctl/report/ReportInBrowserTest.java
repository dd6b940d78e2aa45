package dev.groundhog.ctl.report;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.browser.Chromium;
import dev.groundhog.ctl.timeline.Filter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.interactions.WheelInput;

/** The page as a person has it: opened from disk in a real browser. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReportInBrowserTest {
  @TempDir static Path folder;
  private static Chromium browser;
  private static Path page;

  @BeforeAll
  static void open() throws Exception {
    browser = Chromium.start(folder.resolve("profile"));
    page = folder.resolve("report.html");
    Page.write(ReportPages.report(ReportPages.twelve()), page);
  }

  @AfterAll
  static void close() {
    if (browser != null) browser.close();
  }

  @BeforeEach
  void anew() {
    browser.open(page.toUri().toString());
    browser.complaints();
    browser.requests();
    browser.open(page.toUri().toString());
  }

  @Test
  void it_says_at_a_glance_what_happened() {
    assertThat(browser.text("h1")).isEqualTo("chat.service");
    assertThat(browser.text(".hero")).contains("recovered", "critical", "7 of 12 hosts", "panic:");
    assertThat(browser.text(".facts")).contains("version=1.4.2", "exit-code 2", "host-loop");
    assertThat(browser.text(".told")).contains("host-loop", "new-cause", "recovered");
    assertThat(browser.driver().getTitle()).startsWith("chat.service, Sunday, 22 November 2026");
  }

  @Test
  void it_asks_nobody_for_anything_and_complains_of_nothing() {
    press("+", "0", Keys.ARROW_DOWN, Keys.ENTER, "n");
    assertThat(browser.requests()).hasSize(1).first().asString().contains("file://");
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void keys_zoom_and_move() {
    double width = width();
    press("+");
    assertThat(width()).isLessThan(width * 0.7);
    double from = number("view.window().from");
    press(Keys.ARROW_RIGHT);
    assertThat(number("view.window().from")).isGreaterThan(from);
    press("0");
    assertThat(width()).isGreaterThan(70 * 60_000);
    press("i");
    assertThat(width()).isEqualTo(width);
  }

  @Test
  void the_wheel_with_Ctrl_zooms_and_without_it_scrolls_the_page() {
    double width = width();
    WebElement stage = stage();
    new Actions(browser.driver()).scrollToElement(stage).perform();
    wheel(stage);
    assertThat(width()).isEqualTo(width);
    new Actions(browser.driver()).keyDown(Keys.CONTROL).perform();
    wheel(stage);
    new Actions(browser.driver()).keyUp(Keys.CONTROL).perform();
    await().until(() -> width() < width);
  }

  @Test
  void dragging_moves_through_time() {
    double from = number("view.window().from");
    double width = width();
    new Actions(browser.driver())
        .moveToElement(stage(), 0, 60)
        .clickAndHold()
        .moveByOffset(-150, 0)
        .release()
        .perform();
    await().until(() -> number("view.window().from") > from);
    assertThat(width()).isBetween(width - 1, width + 1);
  }

  @Test
  void hovering_over_a_crash_shows_it() {
    List<?> place =
        (List<?>)
            view(
                "const lane = view.lanes[0], mark = lane.marks.find((m) => m.kind === 0);"
                    + "view.stage.scrollIntoView({block: 'center'});"
                    + "const box = view.stage.getBoundingClientRect();"
                    + "return [box.x + view.x(mark.at), box.y + view.chart.convertToPixel({yAxisIndex: 2}, 0)]");
    int x = ((Number) place.get(0)).intValue();
    int y = ((Number) place.get(1)).intValue();
    new Actions(browser.driver()).moveToLocation(x, y).perform();
    await().until(() -> !view("return view.tip.hidden").equals(true));
    assertThat(browser.text(".gt-tip"))
        .contains(
            "web-1", "chat.service", "crash, exit-code 2", "11:20:5", "A panic: runtime error");
  }

  @Test
  void from_event_to_event_and_from_told_to_told_by_keys() {
    press(Keys.ARROW_DOWN, Keys.ENTER, Keys.ENTER);
    assertThat(browser.text(".gt-spoken")).contains("web-1", "crash, exit-code 2");
    press("n");
    assertThat(browser.text(".gt-spoken")).contains("Told: host-loop", "11:22:32");
    press("n", "n", "n", "n");
    assertThat(browser.text(".gt-spoken")).contains("Told: recovered");
    press(Keys.ESCAPE);
    assertThat(view("return view.tip.hidden")).isEqualTo(true);
  }

  @Test
  void filters_leave_what_they_name() {
    assertThat(lanes()).isEqualTo(14);
    WebElement host = browser.driver().findElement(By.cssSelector(".gt-controls input"));
    host.sendKeys("web-1*");
    assertThat(lanes()).isEqualTo(6);
    host.clear();
    host.sendKeys("web-(");
    assertThat(lanes()).isZero();
    host.clear();
    host.sendKeys(" ");
    browser.driver().findElements(By.cssSelector(".gt-cause")).get(1).click();
    assertThat(number("view.lanes.reduce((n, lane) => n + lane.crashes, 0)"))
        .isEqualTo(number("view.report.causes[1].crashes"));
    browser.driver().findElements(By.cssSelector(".gt-cause")).get(1).click();
    browser
        .driver()
        .findElement(By.cssSelector(".gt-controls option[value='postgres.service']"))
        .click();
    assertThat(lanes()).isEqualTo(1);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void it_is_light_or_dark_as_is_wished() {
    String before = background();
    browser.driver().findElement(By.cssSelector(".switch")).click();
    await().until(() -> !background().equals(before));
    assertThat(view("return view.element.classList.contains('gt-dark')")).isEqualTo(true);
    browser.driver().findElement(By.cssSelector(".switch")).click();
    await().until(() -> background().equals(before));
  }

  @Test
  void on_paper_it_is_light_and_comes_back_as_it_was() {
    browser.driver().findElement(By.cssSelector(".switch")).click();
    Map<String, Object> pdf = browser.driver().executeCdpCommand("Page.printToPDF", Map.of());
    assertThat(String.valueOf(pdf.get("data")).length()).isGreaterThan(50_000);
    assertThat(view("return view.element.classList.contains('gt-dark')")).isEqualTo(true);
    assertThat(view("return view.printing")).isEqualTo(false);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void everybody_can_use_it() {
    assertThat(browser.inaccessible()).isEqualTo("[]");
    browser.driver().findElement(By.cssSelector(".switch")).click();
    await().until(() -> view("return view.element.classList.contains('gt-dark')").equals(true));
    assertThat(browser.inaccessible()).isEqualTo("[]");
  }

  @Test
  void log_text_never_becomes_markup() throws Exception {
    Path hostile = folder.resolve("hostile.html");
    Report report =
        Hostile.collector(new Filter(null, null))
            .report("x " + Hostile.MARKUP, Speech.read(ReportPages.few()));
    Page.write(report, hostile);
    browser.open(hostile.toUri().toString());
    press(Keys.ARROW_DOWN, Keys.ENTER);
    assertThat(browser.driver().getTitle()).doesNotContain("hacked");
    assertThat(number("document.images.length")).isZero();
    assertThat(number("document.scripts.length")).isEqualTo(4);
    assertThat(browser.text("footer")).contains(Hostile.MARKUP);
    assertThat(browser.text("#report")).doesNotContain("\u202e", "\u2028", "\u001b", "\u0000");
    assertThat(browser.complaints()).isEmpty();
  }

  /** Frames of a drag through the busiest view; the bound is wide, for builds share machines. */
  @Test
  void two_hundred_hosts_with_a_hundred_thousand_events_move_fluidly() throws Exception {
    Path crowded = folder.resolve("crowded.html");
    Report report = ReportPages.report(ReportPages.crowd());
    assertThat(report.totals().events()).isGreaterThan(100_000);
    assertThat(report.grain()).as("each is drawn by itself").isZero();
    Page.write(report, crowded);
    browser.open(crowded.toUri().toString());
    Object median =
        browser
            .driver()
            .executeAsyncScript(
                """
            const done = arguments[0], view = window.groundhogReport, times = [];
            view.scale(0.7);
            let last = performance.now();
            requestAnimationFrame(function frame(now) {
              times.push(now - last);
              last = now;
              if (times.length > 40) return done(times.sort((a, b) => a - b)[20]);
              view.pan(times.length % 2 ? 0.02 : -0.02);
              requestAnimationFrame(frame);
            });
            """);
    double millis = ((Number) requireNonNull(median)).doubleValue();
    System.out.printf("a frame with %d events: %.0f ms%n", report.totals().events(), millis);
    assertThat(millis).isLessThan(250);
  }

  /** What a function body returns; the timeline is {@code view}. */
  private static Object view(String body) {
    return browser.js("const view = window.groundhogReport; " + body);
  }

  private static double number(String expression) {
    return ((Number) view("return " + expression)).doubleValue();
  }

  private static WebElement stage() {
    return browser.driver().findElement(By.cssSelector(".gt-stage"));
  }

  private static void press(CharSequence... keys) {
    for (CharSequence key : keys) stage().sendKeys(key);
  }

  private static void wheel(WebElement over) {
    new Actions(browser.driver())
        .scrollFromOrigin(WheelInput.ScrollOrigin.fromElement(over), 0, -120)
        .perform();
  }

  private static double width() {
    return number("view.window().to - view.window().from");
  }

  private static int lanes() {
    return (int) number("view.lanes.length");
  }

  private static String background() {
    return String.valueOf(browser.js("return getComputedStyle(document.body).backgroundColor"));
  }
}
