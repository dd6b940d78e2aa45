package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the kernel and systemd say: out-of-memory kills, starts that failed, watchdogs, endings. */
final class SystemReader implements Reader {
  static final String OOM = "Out of memory: a process of the unit was killed";
  static final String WATCHDOG_WORDS = "Watchdog timeout";

  private static final Pattern KILLED =
      Pattern.compile(
          ".*?(?:[Oo]ut of memory|oom-kill|OOM).*?Kill(?:ed|ing|) process \\d+"
              + " \\(?([^),\\s]{1,64}).*|.*Killed process \\d+"
              + " \\(([^)]{1,64})\\).*(?:vm|anon-rss).*");

  private static final Pattern OOM_TASK = Pattern.compile("oom-kill:.*?task=([^,\\s]{1,64}).*");

  private static final Pattern STEP =
      Pattern.compile("(?:\\S+: )?Failed at step ([A-Z_]+) (?:spawning )?(\\S+?)?(?:: (.*))?");

  private static final Pattern SETUP =
      Pattern.compile(
          "(?:\\S+: )?(Failed to (?:locate executable|load environment files|determine"
              + " (?:user|group) credentials|determine supplementary groups|set up (?:mount"
              + " namespacing|credentials|user namespacing|network namespacing|special execution"
              + " directory|execution directory|standard (?:input|output))|create"
              + " (?:runtime|state|cache|logs) directory|drop capabilities|run '[^']*'"
              + " task|parse|apply|change ownership)|Changing to the requested working directory"
              + " failed|Unable to locate executable|Can't open PID file)(.*)");

  private static final Pattern WATCHDOG = Pattern.compile("(?:\\S+: )?Watchdog timeout.*");
  private static final Pattern OOM_OF_UNIT =
      Pattern.compile("(?:\\S+: )?A process of this unit has been killed by the OOM killer\\.?");
  private static final Pattern TIMED_OUT =
      Pattern.compile(
          "(?:\\S+: )?((?:[Ss]tart(?:-pre|-post)?|[Ss]top|[Rr]eload) operation timed out|State"
              + " '[\\w-]+' timed out|Unit runtime exceeded|Service reached runtime time"
              + " limit|Start-up timed out).*");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    for (Line line : lines) {
      String text = line.trimmed();
      if (text.length() < 12) continue;
      if (text.contains("illed process")
          || text.contains("ill process")
          || text.startsWith("oom-kill:")
          || text.contains("Killing process")) oom(line, text, found);
      else if (isOfSystemd(text)) systemd(line, text, found);
    }
  }

  private static void oom(Line line, String text, Consumer<Fault> found) {
    Matcher killed = KILLED.matcher(text);
    Matcher task = OOM_TASK.matcher(text);
    String who = null;
    if (killed.matches()) who = killed.group(1) == null ? killed.group(2) : killed.group(1);
    else if (task.matches()) who = task.group(1);
    if (who == null) return;
    found.accept(
        new Fault(
            "OOM kill",
            Rank.KILLED,
            line.at(),
            "Out of memory",
            "killed process (" + Tokens.digitsOut(who) + ")"));
  }

  private static boolean isOfSystemd(String text) {
    return text.contains("ailed ")
        || text.contains("timed out")
        || text.contains("Watchdog")
        || text.contains("OOM killer")
        || text.contains("Unable to locate")
        || text.contains("exceeded")
        || text.contains("Can't open PID")
        || text.contains("time limit");
  }

  private static void systemd(Line line, String text, Consumer<Fault> found) {
    Matcher step = STEP.matcher(text);
    if (step.matches()) {
      String why = step.group(3) == null ? "" : ": " + step.group(3);
      found.accept(
          new Fault(
              "systemd",
              Rank.DEATH,
              line.at(),
              "Failed at step " + step.group(1),
              command(step.group(2)) + why));
      return;
    }
    Matcher setup = SETUP.matcher(text);
    if (setup.matches()) {
      found.accept(
          new Fault(
              "systemd",
              Rank.BARE,
              line.at(),
              setup.group(1),
              setup.group(2).replaceFirst("^[: ]+", "")));
    } else if (WATCHDOG.matcher(text).matches()) {
      found.accept(new Fault("systemd", Rank.NOTICE, line.at(), WATCHDOG_WORDS, ""));
    } else if (OOM_OF_UNIT.matcher(text).matches()) {
      found.accept(new Fault("OOM kill", Rank.NOTICE, line.at(), OOM, ""));
    } else {
      Matcher timeout = TIMED_OUT.matcher(text);
      if (timeout.matches())
        found.accept(new Fault("systemd", Rank.NOTICE, line.at(), timeout.group(1), ""));
    }
  }

  private static String command(@org.jspecify.annotations.Nullable String path) {
    return path == null ? "" : NativeReader.base(path);
  }
}
