package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.UnitGlobs;
import dev.groundhog.producer.redact.Mask;
import dev.groundhog.producer.tail.TailText;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator may set of the agent.
 *
 * @param spool where the hook writes
 * @param spoolWhileFrozen where the hook writes while the disk is frozen; on tmpfs
 * @param host the name under which this host's events are known
 * @param aliveEvery how often the agent says that the host lives
 * @param useJournal whether systemd may be asked, if it is there
 * @param watch units that are watched through the journal alone
 * @param labels of all events of this host
 */
record AgentSettings(
    Path spool,
    Path spoolWhileFrozen,
    String host,
    Duration aliveEvery,
    boolean useJournal,
    UnitGlobs watch,
    Map<String, String> labels) {

  /** The contract allows 64; the rest is for what a unit adds. */
  private static final int MAX_LABELS = 48;

  static AgentSettings of(Settings settings) {
    Map<String, String> labels = settings.withPrefix("labels.");
    if (labels.size() > MAX_LABELS) {
      throw new InvalidSettingException(
          "labels.*",
          "at most " + MAX_LABELS + " labels",
          Integer.toString(labels.size()),
          "Nothing was started.");
    }
    return new AgentSettings(
        settings.path("spool.dir").orElse(Path.of("/var/spool/groundhog")),
        settings.path("run.dir").orElse(Path.of("/run/groundhog")).resolve("spool"),
        // The hook's own variable for the same thing, GROUNDHOG_HOST, counts too.
        settings.text("host.name").or(() -> settings.text("host")).orElseGet(() -> kernelName()),
        settings.duration(
            "agent.alive.every",
            Duration.ofMinutes(1),
            Duration.ofMillis(100),
            Duration.ofHours(1)),
        useJournal(settings),
        watch(settings),
        labels);
  }

  /** The same with labels that the host has by itself; those that were set win. */
  AgentSettings withHostLabels(Map<String, String> found) {
    Map<String, String> all = new TreeMap<>(found);
    all.putAll(labels);
    return new AgentSettings(
        spool, spoolWhileFrozen, host, aliveEvery, useJournal, watch, Map.copyOf(all));
  }

  private static UnitGlobs watch(Settings settings) {
    String found = settings.text("watch.units", "");
    try {
      return UnitGlobs.of(found);
    } catch (IllegalArgumentException e) {
      throw new InvalidSettingException(
          "watch.units", String.valueOf(e.getMessage()), '"' + found + '"', "Nothing was started.");
    }
  }

  /** The same, with secrets in labels masked: labels stand in every event. */
  AgentSettings withoutSecrets(Mask mask) {
    Map<String, String> masked = new TreeMap<>(labels);
    masked.replaceAll((name, value) -> TailText.text(value, mask));
    return new AgentSettings(spool, spoolWhileFrozen, host, aliveEvery, useJournal, watch, masked);
  }

  private static boolean useJournal(Settings settings) {
    String found = settings.text("journal", "auto");
    if (found.equals("auto")) return true;
    if (found.equals("off")) return false;
    throw new InvalidSettingException(
        "journal", "auto or off", '"' + found + '"', "Nothing was started.");
  }

  /** The kernel's host name, the same that the hook's host has. */
  private static String kernelName() {
    try {
      return Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    } catch (IOException e) {
      throw new InvalidSettingException(
          "host.name",
          "a name, because the kernel's cannot be read",
          "nothing",
          "Nothing was started.");
    }
  }
}
