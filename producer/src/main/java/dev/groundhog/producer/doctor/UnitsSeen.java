package dev.groundhog.producer.doctor;

import dev.groundhog.producer.install.InEffect;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The drop-ins, and what systemd makes of them.
 *
 * @param every whether there is one for every service
 * @param byName units with one of their own
 * @param leftOut how many are masked
 * @param missingHooks paths that drop-ins call and that are not there
 * @param warnings about units that have the drop-in
 * @param running services that run now and shall be watched
 * @param hooked those of them of which systemd says that it will call the hook
 * @param asked whether systemd answered
 */
record UnitsSeen(
    boolean every,
    Set<String> byName,
    int leftOut,
    Set<String> missingHooks,
    List<InEffect.Warning> warnings,
    Set<String> running,
    Set<String> hooked,
    boolean asked) {
  private static final String UNITS = "units";

  List<Finding> findings() {
    if (!every && byName.isEmpty()) {
      return List.of(
          Finding.fail(
              UNITS,
              "no unit has the hook",
              "groundhog install UNIT…, or groundhog install --all"));
    }
    List<Finding> findings = new ArrayList<>();
    findings.add(installed());
    if (!missingHooks.isEmpty()) {
      findings.add(
          Finding.fail(
              UNITS,
              "drop-ins call " + Words.some(missingHooks) + ", which is not there",
              "groundhog install " + (every ? "--all" : String.join(" ", byName))));
    }
    if (!asked) {
      findings.add(
          Finding.fail(
              UNITS,
              "systemd does not say whether it will call the hook",
              "systemctl show -p ExecStopPost UNIT"));
      return findings;
    }
    for (InEffect.Warning warning : warnings) {
      findings.add(
          warning.calledNever()
              ? Finding.fail(UNITS, warning.says(), warning.mend())
              : Finding.warn(UNITS, warning.says(), warning.mend()));
    }
    if (every) findings.add(runningOnes());
    return findings;
  }

  private Finding installed() {
    if (!every) {
      return Finding.ok(
          UNITS,
          Words.count(byName.size(), "unit has", "units have")
              + " the hook: "
              + Words.some(byName));
    }
    return Finding.ok(
        UNITS,
        "every service has the hook; %s left out, %d by name"
            .formatted(Words.count(leftOut, "unit or group", "units or groups"), byName.size()));
  }

  private Finding runningOnes() {
    List<String> without = running.stream().filter(u -> !hooked.contains(u)).toList();
    return without.isEmpty()
        ? Finding.ok(
            UNITS,
            Words.count(running.size(), "running service", "running services")
                + " of them, all hooked")
        : Finding.fail(
            UNITS,
            "systemd will not call the hook of " + Words.some(without),
            "systemctl daemon-reload; then: systemctl cat "
                + without.get(0)
                + " | grep ExecStopPost");
  }
}
