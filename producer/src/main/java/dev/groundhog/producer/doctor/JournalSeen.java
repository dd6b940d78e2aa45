package dev.groundhog.producer.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The journal, where tails come from and what says whether a stop was asked for.
 *
 * @param wanted whether the agent is to read it
 * @param readable whether it has entries for this user
 * @param persistent whether it outlives a reboot
 * @param suppressed units of which lines were dropped in the last hour
 */
record JournalSeen(boolean wanted, boolean readable, boolean persistent, Set<String> suppressed) {
  private static final String JOURNAL = "journal";

  List<Finding> findings() {
    if (!wanted) return List.of(Finding.ok(JOURNAL, "not read (journal=off)"));
    if (!readable) {
      return List.of(
          Finding.fail(
              JOURNAL,
              "cannot be read: events come without tails, and a planned stop may look like a crash",
              "run this as root; systemctl status systemd-journald"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(
        persistent
            ? Finding.ok(JOURNAL, "readable, on disk")
            : Finding.warn(
                JOURNAL,
                "readable, in memory only: what was not read before a reboot is gone",
                "mkdir -p /var/log/journal && journalctl --flush"));
    if (!suppressed.isEmpty()) {
      findings.add(
          Finding.warn(
              JOURNAL,
              "lines were dropped in the last hour, of " + Words.some(suppressed),
              "LogRateLimitIntervalSec=0 in the unit, or a log file: install --log FILE"));
    }
    return findings;
  }
}
