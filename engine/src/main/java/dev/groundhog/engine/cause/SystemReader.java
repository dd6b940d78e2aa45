package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

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

  private static final Pattern WATCHDOG = Pattern.compile("(?:(\\S+): )?Watchdog timeout.*");
  private static final Pattern OOM_OF_UNIT =
      Pattern.compile("(?:(\\S+): )?A process of this unit has been killed by the OOM killer\\.?");
  private static final Pattern TIMED_OUT =
      Pattern.compile(
          "(?:(\\S+): )?((?:[Ss]tart(?:-pre|-post)?|[Ss]top|[Rr]eload) operation timed out|State"
              + " '[\\w-]+' timed out|Unit runtime exceeded|Service reached runtime time"
              + " limit|Start-up timed out).*");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    String unit = killedUnit(lines);
    boolean limited = lines.stream().anyMatch(SystemReader::isOfLimit);
    boolean timedOut = false;
    for (Line line : lines) {
      String text = line.trimmed();
      if (text.length() < 12 || line.isStep()) continue;
      if (text.contains("illed process")
          || text.contains("ill process")
          || text.startsWith("oom-kill:")
          || text.contains("Killing process")) oom(line, text, unit, limited, found);
      else if (isOfSystemd(text) && !step(line, text, found) && !timedOut)
        timedOut = timeout(line, text, limited, found);
    }
  }

  /** The unit's own limit was reached: another fault than a host that ran out of memory. */
  private static boolean isOfLimit(Line line) {
    return line.text().contains("emory cgroup out of memory")
        || line.text().contains("CONSTRAINT_MEMCG");
  }

  /** The kernel tells the program's name, systemd the unit's: one word for both. */
  private static @Nullable String killedUnit(List<Line> lines) {
    for (Line line : lines) {
      if (!line.text().contains("OOM killer")) continue;
      Matcher matcher = OOM_OF_UNIT.matcher(line.trimmed());
      if (matcher.matches() && matcher.group(1) != null) return unit(matcher.group(1));
    }
    return null;
  }

  /** {@code chat@3.service} to {@code chat}. */
  private static String unit(@Nullable String name) {
    if (name == null) return "";
    String plain = name.endsWith(".service") ? name.substring(0, name.length() - 8) : name;
    int instance = plain.indexOf('@');
    return Tokens.digitsOut(instance > 0 ? plain.substring(0, instance) : plain);
  }

  private static void oom(
      Line line, String text, @Nullable String unit, boolean limited, Consumer<Fault> found) {
    Matcher killed = KILLED.matcher(text);
    Matcher task = OOM_TASK.matcher(text);
    String who = null;
    if (killed.matches()) who = killed.group(1) == null ? killed.group(2) : killed.group(1);
    else if (task.matches()) who = task.group(1);
    if (who == null) return;
    String name = unit == null ? Tokens.digitsOut(who) : unit;
    found.accept(killed(Rank.KILLED, line, name, limited));
  }

  private static Fault killed(Rank rank, Line line, String name, boolean limited) {
    String what = limited ? "Memory limit reached" : "Out of memory";
    return new Fault("OOM kill", rank, line.at(), what, "killed process (" + name + ")");
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

  private static boolean step(Line line, String text, Consumer<Fault> found) {
    Matcher step = STEP.matcher(text);
    Matcher setup = step.matches() ? step : SETUP.matcher(text);
    if (step.matches()) {
      String why = step.group(3) == null ? "" : ": " + step.group(3);
      String type = "Failed at step " + step.group(1);
      found.accept(new Fault("systemd", Rank.DEATH, line.at(), type, command(step.group(2)) + why));
    } else if (setup.matches()) {
      String why = setup.group(2).replaceFirst("^[: ]+", "");
      found.accept(new Fault("systemd", Rank.BARE, line.at(), setup.group(1), why));
    } else return false;
    return true;
  }

  /**
   * What systemd waited for in vain. A stop that times out too follows from the first.
   *
   * @return whether it was a timeout
   */
  private static boolean timeout(Line line, String text, boolean limited, Consumer<Fault> found) {
    Matcher oom = OOM_OF_UNIT.matcher(text);
    if (oom.matches()) {
      found.accept(
          oom.group(1) == null
              ? new Fault("OOM kill", Rank.NOTICE, line.at(), OOM, "")
              : killed(Rank.NOTICE, line, unit(oom.group(1)), limited));
      return false;
    }
    Matcher watchdog = WATCHDOG.matcher(text);
    Matcher timeout = watchdog.matches() ? watchdog : TIMED_OUT.matcher(text);
    if (!timeout.matches()) return false;
    String what = watchdog.matches() ? WATCHDOG_WORDS : timeout.group(2);
    found.accept(new Fault("systemd", Rank.NOTICE, line.at(), what, unit(timeout.group(1))));
    return true;
  }

  private static String command(@Nullable String path) {
    return path == null ? "" : NativeReader.base(path);
  }
}
