package dev.groundhog.producer.agent;

import dev.groundhog.producer.journal.Journal;
import dev.groundhog.producer.journal.SystemdJournal;
import dev.groundhog.producer.journal.WatchedUnits;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.runtime.settings.Settings;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What is known of this host, put together from the settings in one way for whoever publishes: the
 * agent, and commands that end.
 *
 * @param own settings of the agent, with the host's own labels and without secrets in any
 * @param asksSystemd whether systemd and its journal are asked
 * @param journal one that knows nothing, where they are not
 */
record HostParts(
    AgentSettings own,
    boolean asksSystemd,
    WatchedUnits watched,
    Journal journal,
    Labels labels,
    Redactor redactor) {

  /** May take as long as {@code journalctl --version} does; touches no spool. */
  static HostParts of(AgentSettings own, Redactor redactor) {
    Labels labels = Labels.ofThisHost();
    boolean asksSystemd = own.useJournal() && SystemdJournal.isOnThisHost();
    WatchedUnits watched = WatchedUnits.ofThisHost(own.watch());
    return new HostParts(
        own.withHostLabels(labels.ofHost()).withoutSecrets(redactor),
        asksSystemd,
        watched,
        asksSystemd ? new SystemdJournal(watched) : Journal.none(),
        labels,
        redactor);
  }

  /** Masks secrets: what is known of them, and the patterns that were set. */
  static Redactor redactor(Settings settings) {
    return new Redactor(settings.withPrefix("redact.patterns."));
  }

  /** What is done to each event before it leaves the host, by whatever command. */
  Completion completion(Completion.StopListener listener) {
    return new Completion(journal, labels, own.labels(), redactor, HostParts::pause, listener);
  }

  /** A wait that a stop ends at once; nobody counts the latch down. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(Inquiry.PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }
}
