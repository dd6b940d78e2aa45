package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command that plays an incident again, ready to be pasted into a shell. Pure. */
final class Replay {
  /** Needs no quotes in any shell; longer names are no names of units or hosts. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]{1,255}");

  private Replay() {}

  static String command(Alert alert) {
    StringBuilder command = new StringBuilder("groundhogctl replay");
    boolean host = alert.scope() == Scope.HOST && !alert.hosts().isEmpty();
    if (host) add(command, "--host", alert.hosts().get(0).host());
    if (alert.scope() == Scope.UNIT) add(command, "--unit", alert.unit());
    command.append(" --from ").append(minute(alert.firstCrashAt()));
    if (alert.state().isOver()) {
      command.append(" --to ").append(minute(alert.at().plus(1, ChronoUnit.MINUTES)));
    }
    return command.toString();
  }

  /** A name that a shell would take apart is left out: the time finds the incident as well. */
  private static void add(StringBuilder command, String option, @Nullable String name) {
    if (name != null && PLAIN.matcher(name).matches()) {
      command.append(' ').append(option).append(' ').append(name);
    }
  }

  private static Instant minute(Instant at) {
    return at.truncatedTo(ChronoUnit.MINUTES);
  }
}
