package dev.groundhog.slack.sink;

import dev.groundhog.runtime.health.Health;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How Slack is doing, on the health page, and in the log once per change. */
final class SlackHealth {
  private static final Logger log = LoggerFactory.getLogger(SlackHealth.class);

  private static final String AWAY = "cannot be told";
  private static final String CREDENTIAL = "the token or webhook";
  private static final String CHANNEL = "channel ";

  private final Health health;
  private final String fine;

  /** What does not work, and why; empty while all is well. */
  private final Map<String, String> troubles = new TreeMap<>();

  private boolean toldOfLooking;

  /**
   * @param fine what to say while all is well
   */
  SlackHealth(Health health, String fine) {
    this.health = health;
    this.fine = fine;
    show();
  }

  /** Something meant for this channel arrived, so Slack is there and lets us in. */
  void works(String channel) {
    boolean before = !troubles.isEmpty();
    troubles.remove(AWAY);
    troubles.remove(CREDENTIAL);
    troubles.remove(CHANNEL + channel);
    if (before && troubles.isEmpty()) log.info("Slack works again; going on where it stopped");
    show();
  }

  /** All was told, if not where it was meant to be: a channel's trouble is nobody's now. */
  void nothingWaits() {
    if (troubles.keySet().removeIf(what -> what.startsWith(CHANNEL))) show();
  }

  /** It may pass by itself. */
  void away(String why) {
    if (troubles.put(AWAY, why) == null) {
      log.warn("Slack cannot be told ({}); nothing is lost, trying again until it works", why);
    }
    show();
  }

  void credentialRefused(String why) {
    refused(CREDENTIAL, why);
  }

  void channelRefused(String channel, String why) {
    refused(CHANNEL + channel, why);
  }

  /** Said once: it works without, but a message may come twice. */
  void cannotLook(String why) {
    if (toldOfLooking) return;
    toldOfLooking = true;
    log.warn(
        "A message may or may not have arrived, and Slack does not let it be looked up ({}): it is"
            + " sent again, marked as possibly repeated. See docs/slack.md for the rights",
        why);
  }

  /** Somebody has to mend it. */
  private void refused(String what, String why) {
    if (!why.equals(troubles.put(what, why))) {
      log.error("Slack refuses {}: {}. Nothing is lost; told as soon as it is mended", what, why);
    }
    show();
  }

  private void show() {
    if (troubles.isEmpty()) {
      health.ok("slack", fine);
    } else {
      List<String> words = new ArrayList<>();
      troubles.forEach((what, why) -> words.add(what + ": " + why));
      health.failing("slack", String.join("; ", words));
    }
  }
}
