package dev.groundhog.producer.doctor;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The agent's unit and its page.
 *
 * @param active systemd's ActiveState; empty if systemd did not say
 * @param enabled systemd's UnitFileState
 * @param restarts how often systemd restarted it by itself
 * @param page address of {@code /health}, or null if it has none
 * @param status HTTP status, or 0 without an answer
 * @param health what it said, one line
 */
record AgentSeen(
    String active, String enabled, int restarts, @Nullable String page, int status, String health) {
  private static final String AGENT = "agent";
  private static final String UNIT = "groundhog-agent.service";

  /** More than an upgrade or two. */
  private static final int MANY_RESTARTS = 5;

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(unit());
    if (active.equals("active") && !enabled.equals("enabled")) {
      findings.add(
          Finding.warn(
              AGENT,
              "runs, but will not after a reboot (" + enabled + ")",
              "systemctl enable " + UNIT));
    }
    if (page != null) findings.add(page(page));
    return findings;
  }

  private Finding unit() {
    if (!active.equals("active")) {
      String state = active.isEmpty() ? "does not say" : active;
      return Finding.fail(
          AGENT,
          "does not run (" + state + "): events wait in the spool",
          "systemctl enable --now " + UNIT + "; journalctl -u " + UNIT + " -n 20");
    }
    return restarts > MANY_RESTARTS
        ? Finding.warn(
            AGENT, "runs, after " + restarts + " restarts", "journalctl -u " + UNIT + " -n 50")
        : Finding.ok(AGENT, "runs");
  }

  private Finding page(String address) {
    if (!active.equals("active")) return Finding.skipped(AGENT, address + ": not tried");
    if (status == 0) {
      return Finding.warn(
          AGENT,
          address + " does not answer",
          "journalctl -u "
              + UNIT
              + " | grep '/health'; another program may have the port: http.port");
    }
    return status == 200
        ? Finding.ok(AGENT, address + " says ok")
        : Finding.fail(AGENT, address + ": " + health, "journalctl -u " + UNIT + " -n 20");
  }
}
