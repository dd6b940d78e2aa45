package dev.groundhog.producer.doctor;

import java.util.List;
import java.util.OptionalInt;

/**
 * The host itself.
 *
 * @param systemd whether it is PID 1
 * @param version of systemd; empty if systemctl did not say
 * @param name the name under which the agent publishes
 * @param kernelName the kernel's
 * @param wallMillis milliseconds since 1970
 */
record HostSeen(
    boolean systemd, OptionalInt version, String name, String kernelName, long wallMillis) {
  private static final String SYSTEMD = "systemd";
  private static final String HOST = "host";

  /** The oldest that the hook was made for; RHEL 8 has it. */
  private static final int OLDEST = 239;

  /** 2026-01-01: this program is younger. */
  private static final long BEFORE_THIS_PROGRAM = 1_767_225_600_000L;

  List<Finding> findings() {
    return List.of(manager(), name(name), clock());
  }

  private Finding manager() {
    if (!systemd) {
      return Finding.warn(
          SYSTEMD,
          "not running here (no /run/systemd/system): no hook is ever called",
          "right in a container; there, use groundhog send (see --help)");
    }
    if (version.isEmpty()) {
      return Finding.fail(
          SYSTEMD, "systemctl does not answer", "systemctl --version; journalctl -b -p err _PID=1");
    }
    int is = version.getAsInt();
    return is >= OLDEST
        ? Finding.ok(SYSTEMD, is + " is PID 1")
        : Finding.warn(
            SYSTEMD, is + " is older than " + OLDEST + ", with which nothing was tried", "upgrade");
  }

  private Finding name(String known) {
    if (known.startsWith("localhost")) {
      return Finding.fail(
          HOST,
          "is called " + known + ", as others may be: their crashes would count as one host's",
          "hostnamectl set-hostname NAME, or host.name=NAME in the settings");
    }
    String other =
        known.equals(kernelName) ? "" : " (host.name; the kernel says " + kernelName + ')';
    return Finding.ok(HOST, "known as " + known + other);
  }

  private Finding clock() {
    return wallMillis >= BEFORE_THIS_PROGRAM
        ? Finding.ok(HOST, "clocks: uptime readable, wall clock plausible")
        : Finding.warn(
            HOST,
            "the wall clock is before this program was made: ages of events from before a reboot"
                + " are wrong",
            "timedatectl set-ntp true");
  }
}
