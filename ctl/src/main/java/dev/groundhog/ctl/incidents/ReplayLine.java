package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command that plays an incident again, ready to be pasted into a shell. */
final class ReplayLine {
  /** Needs no quotes in any shell. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]{1,255}");

  private ReplayLine() {}

  static String of(Alert alert) {
    StringBuilder line = new StringBuilder("groundhogctl replay");
    if (alert.scope() == Scope.HOST && !alert.hosts().isEmpty()) {
      add(line, "--host", alert.hosts().get(0).host());
    }
    if (alert.scope() == Scope.UNIT) add(line, "--unit", alert.unit());
    line.append(" --from ").append(alert.firstCrashAt().truncatedTo(ChronoUnit.MINUTES));
    if (alert.state().isOver()) {
      line.append(" --to ")
          .append(alert.at().plus(1, ChronoUnit.MINUTES).truncatedTo(ChronoUnit.MINUTES));
    }
    return line.toString();
  }

  /** A name that a shell would take apart is left out: the time finds the incident as well. */
  private static void add(StringBuilder line, String option, @Nullable String name) {
    if (name == null || !PLAIN.matcher(name).matches()) return;
    line.append(' ').append(option).append(' ').append(name);
  }
}
