package dev.groundhog.standalone.demo;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery.Action;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The story: each host crashes once (a wave: one message), one host goes on crashing (the message
 * is edited), then all is well again (edited once more). Then the books are checked.
 */
final class Demo {
  private static final int LOOP = 4;

  /** So that a reader can follow; and well within the demo's rules. */
  private static final Duration BETWEEN_HOSTS = Duration.ofMillis(1500);

  private static final Duration BETWEEN_RESTARTS = Duration.ofMillis(700);

  /** Systemd's own default, {@code RestartSec=100ms}. */
  private static final Duration RESTART_AFTER = Duration.ofMillis(100);

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final List<DemoHost> hosts;
  private final Told told;
  private final Narrator narrator;
  private final boolean toSlack;
  private int crashes;

  /**
   * @param toSlack whether a real Slack is told, so that nothing is printed by the sink
   */
  Demo(List<DemoHost> hosts, Told told, Narrator narrator, boolean toSlack) {
    this.hosts = hosts;
    this.told = told;
    this.narrator = narrator;
    this.toSlack = toSlack;
  }

  /** Plays it; returns when it ended well. */
  void play() throws IOException, InterruptedException, DemoFailedException {
    for (DemoHost host : hosts) host.startService();
    if (!told.await(t -> t.startedOn() == hosts.size(), PATIENCE)) {
      throw new DemoFailedException("an agent did not publish its spool within " + PATIENCE);
    }
    narrator.say(
        DemoHost.UNIT + " runs on all of them. Then somebody leaves the chat room on web-1.");
    narrator.say("");
    wave();
    loop(hosts.get(1));
    recovery();
    check();
  }

  private void wave() throws IOException, InterruptedException, DemoFailedException {
    for (DemoHost host : hosts) {
      crash(host);
      if (crashes == hosts.size()) break;
      pause(RESTART_AFTER);
      host.startService();
      pause(BETWEEN_HOSTS);
    }
    long thirdCrash = System.nanoTime();
    hosts.get(hosts.size() - 1).startService();
    if (!told.await(t -> t.incidentsTold() > 0, PATIENCE)) {
      throw new DemoFailedException("three hosts crashed, and nobody was told within " + PATIENCE);
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - thirdCrash);
    narrator.tell("slack", "told, " + millis + " ms after the third host's crash");
  }

  private void loop(DemoHost host) throws IOException, InterruptedException {
    narrator.tell(host.name(), "goes on crashing, as often as systemd restarts it");
    for (int i = 0; i < LOOP; i++) {
      pause(BETWEEN_RESTARTS);
      crash(host);
      pause(RESTART_AFTER);
      host.startService();
    }
  }

  private void recovery() throws InterruptedException, DemoFailedException {
    narrator.tell("all", DemoHost.UNIT + " runs everywhere; no more crashes");
    if (!told.await(Demo::isOver, PATIENCE)) {
      throw new DemoFailedException("the end was not noticed within " + PATIENCE + ": " + state());
    }
    if (toSlack) narrator.tell("slack", "message edited: recovered");
  }

  private static boolean isOver(Told told) {
    return told.incident().map(a -> a.state() != AlertState.OPEN).orElse(false)
        && told.isUpToDate();
  }

  private void check() throws DemoFailedException {
    Alert last =
        told.incident()
            .orElseThrow(
                () -> new DemoFailedException("expected 1 incident, found " + told.incidents()));
    if (last.crashes() != crashes) {
      throw new DemoFailedException(
          "%d crashes happened, %d were counted".formatted(crashes, last.crashes()));
    }
    if (told.calls(Action.POST) != 1) {
      throw new DemoFailedException("expected exactly 1 message, found " + told.calls(Action.POST));
    }
    narrator.say("");
    narrator.say(
        narrator.bold(
            String.format(
                Locale.ROOT,
                "%d crashes on %d hosts: 1 message, edited %s, %s in its thread. All %d counted.",
                crashes,
                hosts.size(),
                times(told.calls(Action.EDIT)),
                replies(told.calls(Action.REPLY)),
                last.crashes())));
  }

  private static String times(int n) {
    return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
  }

  private static String replies(int n) {
    return n == 1 ? "1 reply" : n + " replies";
  }

  private String state() {
    return told.incident()
        .map(a -> "state " + a.state().word() + ", " + a.crashes() + " crashes")
        .orElse("no single incident, but " + told.incidents());
  }

  private void crash(DemoHost host) throws IOException, InterruptedException {
    int status = host.crashService();
    if (crashes++ == 0) narrator.firstCrash();
    narrator.tell(host.name(), DemoHost.UNIT + " crashed (exit " + status + ")");
  }

  /** Ended early by the interrupt that Ctrl-C sends. */
  @SuppressWarnings("ReturnValueIgnored") // nobody counts the latch down
  private static void pause(Duration time) throws InterruptedException {
    new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS);
  }
}
