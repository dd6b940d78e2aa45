package dev.groundhog.producer.journal;

import dev.groundhog.producer.process.ChildProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Asks {@code journalctl} and {@code systemctl}, each with a deadline. Only fields are matched,
 * which every journalctl since 230 can; {@code --invocation} came with 257.
 *
 * <p>Thread-safe.
 */
public final class SystemdJournal implements Journal {
  /** Some 10 ms; beyond this the event goes without. */
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  /** A run has some ten entries of the manager; a reload loop may add many. */
  private static final int MANAGER_ENTRIES = 200;

  private static final int UNITS_AT_ONCE = 64;

  /** As systemd allows them; what is none would make {@code systemctl} refuse all. */
  private static final Pattern UNIT = Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,255}");

  /** As {@code LogNamespace=} allows them. */
  private static final Pattern NAMESPACE = Pattern.compile("[A-Za-z0-9:_.@-]{1,255}");

  private final WatchedUnits watched;
  private final Patience patience = new Patience();
  private volatile Set<String> lastRunning = Set.of();

  public SystemdJournal(WatchedUnits watched) {
    this.watched = watched;
  }

  /** Whether this host runs systemd and has a journal to ask. Source: sd_booted(3). */
  public static boolean isOnThisHost() {
    return Files.isDirectory(Path.of("/run/systemd/system"))
        && ChildProcess.output(DEADLINE, List.of("journalctl", "--version")).isPresent();
  }

  @Override
  public boolean isHere() {
    return true;
  }

  @Override
  public Map<String, RunLog> runs(Collection<RunQuestion> questions) {
    Map<String, Integer> manager = new TreeMap<>();
    Map<String, Map<String, Integer>> output = new TreeMap<>();
    for (RunQuestion question : questions) {
      manager.put(question.invocation(), MANAGER_ENTRIES);
      if (question.lines() == 0) continue;
      String namespace = question.namespace();
      if (!namespace.isEmpty() && !NAMESPACE.matcher(namespace).matches()) continue;
      output
          .computeIfAbsent(namespace, n -> new TreeMap<>())
          .put(question.invocation(), question.lines());
    }
    // The manager first: where its last word is there, the lines read after it are whole.
    Map<String, List<JournalEntry>> managers = JournalQuery.manager(patience).ask(manager);
    Map<String, List<JournalEntry>> said = new HashMap<>();
    output.forEach(
        (namespace, wanted) -> said.putAll(JournalQuery.output(namespace, patience).ask(wanted)));
    said.putAll(lost(questions, managers, said));
    Map<String, RunLog> logs = new HashMap<>();
    for (RunQuestion question : questions) {
      String run = question.invocation();
      logs.put(
          run,
          new RunLog(managers.getOrDefault(run, List.of()), said.getOrDefault(run, List.of())));
    }
    return logs;
  }

  private Map<String, List<JournalEntry>> lost(
      Collection<RunQuestion> questions,
      Map<String, List<JournalEntry>> managers,
      Map<String, List<JournalEntry>> said) {
    Map<String, LostLines> lost = new TreeMap<>();
    for (RunQuestion question : questions) {
      String run = question.invocation();
      boolean silent = said.getOrDefault(run, List.of()).isEmpty();
      if (!silent || !UNIT.matcher(question.unit()).matches()) continue;
      lost.computeIfAbsent(question.namespace(), n -> new LostLines())
          .add(question, managers.getOrDefault(run, List.of()));
    }
    Map<String, List<JournalEntry>> found = new HashMap<>();
    lost.forEach(
        (namespace, lines) -> {
          boolean valid = namespace.isEmpty() || NAMESPACE.matcher(namespace).matches();
          if (valid && !lines.isEmpty()) JournalQuery.lost(lines, namespace, patience);
          found.putAll(lines.found());
        });
    return found;
  }

  @Override
  public Map<String, UnitState> units(Collection<String> units) {
    List<String> valid = units.stream().filter(u -> UNIT.matcher(u).matches()).distinct().toList();
    Map<String, UnitState> states = new HashMap<>();
    for (int i = 0; i < valid.size(); i += UNITS_AT_ONCE) {
      List<String> command = new ArrayList<>(List.of("systemctl", "show"));
      for (String property : UnitState.PROPERTIES) command.add("--property=" + property);
      command.add("--");
      command.addAll(valid.subList(i, Math.min(valid.size(), i + UNITS_AT_ONCE)));
      states.putAll(UnitState.parse(ChildProcess.output(DEADLINE, command).orElse("")));
    }
    return states;
  }

  /** What ran when systemd last answered: an answer that is late is no unit that stopped. */
  @Override
  public Set<String> runningUnits() {
    ChildProcess.output(
            DEADLINE,
            List.of(
                "systemctl",
                "list-units",
                "--type=service",
                "--state=running,reload",
                "--plain",
                "--no-legend",
                "--full"))
        .ifPresent(
            listed ->
                lastRunning =
                    listed
                        .lines()
                        .map(line -> line.strip().split("\\s+", 2)[0])
                        .filter(unit -> !unit.isEmpty() && isWatched(unit))
                        .collect(Collectors.toCollection(TreeSet::new)));
    return lastRunning;
  }

  @Override
  public boolean isWatched(String unit) {
    return watched.contains(unit);
  }
}
