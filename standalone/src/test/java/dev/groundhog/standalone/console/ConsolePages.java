package dev.groundhog.standalone.console;

import static org.awaitility.Awaitility.await;

import dev.groundhog.ctl.browser.Chromium;
import dev.groundhog.ctl.console.Console;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Draws the console beside sample incidents: for docs, and for a person who works on it. */
public final class ConsolePages {
  private ConsolePages() {}

  /** {@code FOLDER}: writes console-*.png there. */
  public static void main(String[] args) throws Exception {
    Path folder = Files.createDirectories(Path.of(args[0]));
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        Samples samples = new Samples(broker.bootstrapServers());
        Console console = Console.start(settings(broker));
        Chromium chromium = Chromium.start(Files.createTempDirectory("chromium"))) {
      String url = "http://127.0.0.1:" + console.port() + "/";
      chromium.open(url);
      wait(chromium, ".calm");
      both(chromium, folder, "none", 1100, 560);
      var chat = samples.chat();
      samples.three();
      timePasses(samples);
      wait(chromium, "li.incident.critical");
      both(chromium, folder, "three", 1100, 560);
      chromium.show(390, 844, true);
      chromium.picture(folder.resolve("console-phone-dark.png"));
      chromium.show(1280, 1750, false);
      chromium.open(url + "incidents/" + chat.incident().replace("/", "%2F"));
      wait(chromium, ".chart-place canvas");
      both(chromium, folder, "incident", 1280, 1750);
      chromium.show(390, 2600, false);
      chromium.picture(folder.resolve("console-incident-phone-light.png"));
      chromium.show(1100, 760, false);
      chromium.one("[data-key=silence]").click();
      chromium.picture(folder.resolve("console-silence-light.png"));
      chromium.open(url);
      samples.fiftySevenMore();
      wait(chromium, "li:nth-child(20).incident");
      both(chromium, folder, "sixty", 1100, 2600);
      chromium.complaints().forEach(System.out::println);
    }
    System.exit(0);
  }

  /** What was crashing is told when the clock of the log has gone on. */
  private static void timePasses(Samples samples) {
    AtomicInteger ticks = new AtomicInteger();
    await()
        .pollInterval(Duration.ofMillis(700))
        .until(
            () -> {
              samples.ticks();
              return ticks.incrementAndGet() == 5;
            });
  }

  private static void both(Chromium chromium, Path folder, String name, int width, int height)
      throws Exception {
    for (boolean dark : new boolean[] {false, true}) {
      chromium.show(width, height, dark);
      // The next frame but one has been drawn with it.
      chromium
          .driver()
          .executeAsyncScript(
              "const done = arguments[0];"
                  + " requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 400)));");
      chromium.picture(folder.resolve("console-" + name + (dark ? "-dark" : "-light") + ".png"));
    }
  }

  private static void wait(Chromium chromium, String selector) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> !(Boolean) chromium.js("return !document.querySelector(arguments[0])", selector));
  }

  private static Settings settings(TestBroker broker) {
    return Settings.of(
        Map.of("kafka.bootstrap.servers", broker.bootstrapServers(), "console.port", "0"));
  }
}
