package dev.groundhog.producer.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
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
  /** Some 20 ms when the journal is warm; beyond this the event goes without. */
  private static final Duration DEADLINE = Duration.ofMillis(1500);

  /** A run has some ten entries of the manager; a reload loop may add many. */
  private static final int MANAGER_ENTRIES = 200;

  private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");
  private static final String HOOK = "groundhog-hook";

  private final WatchedUnits watched;

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
  public List<JournalEntry> managerEntries(String invocation) {
    // Only PID 1 may say what systemd did; any process can log a field INVOCATION_ID.
    return query(invocation, "INVOCATION_ID", MANAGER_ENTRIES, "_PID=1");
  }

  @Override
  public List<JournalEntry> output(String invocation, int atMost) {
    // A few more, because the hook's own words are among them.
    List<JournalEntry> entries =
        query(invocation, "_SYSTEMD_INVOCATION_ID", atMost + 4).stream()
            .filter(entry -> !HOOK.equals(entry.field("SYSLOG_IDENTIFIER")))
            .toList();
    return entries.subList(Math.max(0, entries.size() - atMost), entries.size());
  }

  private static List<JournalEntry> query(
      String invocation, String field, int atMost, String... more) {
    if (!INVOCATION.matcher(invocation).matches()) return List.of();
    List<String> command =
        new ArrayList<>(List.of("journalctl", "--quiet", "--no-pager", "--all", "--output=json"));
    command.add("--lines=" + atMost);
    command.add(field + '=' + invocation);
    command.addAll(List.of(more));
    return ChildProcess.output(DEADLINE, command).map(JournalEntry::parseAll).orElseGet(List::of);
  }

  @Override
  public OptionalInt restarts(String unit, String invocation) {
    String shown =
        ChildProcess.output(
                DEADLINE,
                List.of("systemctl", "show", "-p", "NRestarts", "-p", "InvocationID", "--", unit))
            .orElse("");
    return shown.lines().anyMatch(("InvocationID=" + invocation)::equals)
        ? shown
            .lines()
            .filter(line -> line.matches("NRestarts=[0-9]{1,9}"))
            .mapToInt(line -> Integer.parseInt(line.substring("NRestarts=".length())))
            .findFirst()
        : OptionalInt.empty();
  }

  @Override
  public Set<String> runningUnits() {
    String listed =
        ChildProcess.output(
                DEADLINE,
                List.of(
                    "systemctl",
                    "list-units",
                    "--type=service",
                    "--state=running",
                    "--plain",
                    "--no-legend",
                    "--full"))
            .orElse("");
    return listed
        .lines()
        .map(line -> line.strip().split("\\s+", 2)[0])
        .filter(unit -> !unit.isEmpty() && isWatched(unit))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Override
  public boolean isWatched(String unit) {
    return watched.contains(unit);
  }
}
