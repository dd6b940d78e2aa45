package dev.groundhog.producer.journal;

import dev.groundhog.producer.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Reads the newest entries of many runs with one {@code journalctl}, newest first, and stops as
 * soon as it has enough of each. Matches of one field are alternatives, of different fields all
 * needed. Source: journalctl(1).
 *
 * <p>A run that wrote without end could make this read without end, so it reads at most so many
 * entries; the runs that came short are then asked about one by one, each bounded by itself.
 */
final class JournalQuery {
  /**
   * One process costs some 7 ms, 32 runs with 30 lines each 30 ms, and 64 with the manager's few
   * entries 20 ms; more at once cost more each, because each entry is compared to all.
   */
  private static final int MOST_OUTPUTS = 32;

  private static final int MOST_MANAGERS = 64;

  private static final Duration DEADLINE = Duration.ofMillis(1500);
  private static final Duration DEADLINE_OF_MANY = Duration.ofSeconds(4);

  /** Entries beyond those wanted, of the hook or of runs that wrote more. */
  private static final int SPARE = 2_000;

  /** The hook's own words are among the lines of a run. */
  private static final int OF_THE_HOOK = 4;

  private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");

  private final String field;
  private final List<String> more;
  private final int atOnce;
  private final Patience patience;

  private JournalQuery(String field, List<String> more, int atOnce, Patience patience) {
    this.atOnce = atOnce;
    this.patience = patience;
    this.field = field;
    this.more = more;
  }

  /**
   * What the manager says; any process can log a field {@code INVOCATION_ID}, but only as itself.
   */
  static JournalQuery manager(Patience patience) {
    return new JournalQuery(
        "INVOCATION_ID",
        List.of(
            "--output-fields=MESSAGE,MESSAGE_ID,UNIT,INVOCATION_ID,N_RESTARTS,UNIT_RESULT,EXIT_CODE,EXIT_STATUS",
            "_PID=1"),
        MOST_MANAGERS,
        patience);
  }

  /** What the run's processes say; in a journal namespace if it is not the empty one. */
  static JournalQuery output(String namespace, Patience patience) {
    List<String> more = new ArrayList<>();
    more.add("--output-fields=MESSAGE,MESSAGE_ID,SYSLOG_IDENTIFIER,_SYSTEMD_INVOCATION_ID");
    if (!namespace.isEmpty()) more.add("--namespace=" + namespace);
    return new JournalQuery("_SYSTEMD_INVOCATION_ID", more, MOST_OUTPUTS, patience);
  }

  /** Looks for lines without a run's id, by unit and time; at most so many are looked at. */
  static void lost(LostLines lost, String namespace, Patience patience) {
    if (!patience.mayAsk(System.nanoTime())) return;
    List<String> command =
        new ArrayList<>(
            List.of("journalctl", "--quiet", "--no-pager", "--all", "--output=json", "--reverse"));
    if (!namespace.isEmpty()) command.add("--namespace=" + namespace);
    command.add("--lines=" + SPARE);
    command.add("--since=@" + lost.since());
    command.add("--until=@" + lost.until());
    command.add("--output-fields=MESSAGE,SYSLOG_IDENTIFIER,_SYSTEMD_INVOCATION_ID,_SYSTEMD_UNIT");
    for (String unit : lost.units()) command.add("_SYSTEMD_UNIT=" + unit);
    ChildProcess.Ending ending =
        ChildProcess.read(
            DEADLINE,
            command,
            line -> {
              JournalEntry.parse(line).ifPresent(lost::take);
              return true;
            });
    patience.heard(ending, System.nanoTime());
  }

  /**
   * @param wanted how many entries of which run
   * @return oldest first, by run; a run that could not be asked about is missing
   */
  Map<String, List<JournalEntry>> ask(Map<String, Integer> wanted) {
    Map<String, Integer> valid = new TreeMap<>();
    wanted.forEach(
        (run, lines) -> {
          if (INVOCATION.matcher(run).matches() && lines > 0) valid.put(run, lines);
        });
    Map<String, List<JournalEntry>> found = new HashMap<>();
    List<String> runs = new ArrayList<>(valid.keySet());
    for (int i = 0; i < runs.size(); i += atOnce) {
      askAtOnce(runs.subList(i, Math.min(runs.size(), i + atOnce)), valid, found);
    }
    return found;
  }

  private void askAtOnce(
      List<String> runs, Map<String, Integer> wanted, Map<String, List<JournalEntry>> found) {
    Map<String, Integer> these = new HashMap<>();
    for (String run : runs) these.put(run, wanted.getOrDefault(run, 0));
    boolean one = runs.size() == 1;
    int most =
        (one ? 0 : SPARE) + these.values().stream().mapToInt(lines -> lines + OF_THE_HOOK).sum();
    LastLines lines = new LastLines(field, these);
    if (!patience.mayAsk(System.nanoTime())) return;
    ChildProcess.Ending ending =
        ChildProcess.read(
            one ? DEADLINE : DEADLINE_OF_MANY,
            command(runs, most),
            line -> JournalEntry.parse(line).map(lines::take).orElse(true));
    patience.heard(ending, System.nanoTime());
    boolean all = ending == ChildProcess.Ending.ENDED && lines.seen() < most;
    for (String run : runs) {
      boolean asMuchAsThereIs = one && ending == ChildProcess.Ending.ENDED;
      if (all || asMuchAsThereIs || lines.hasEnoughOf(run)) found.put(run, lines.of(run));
      else if (!one) askAtOnce(List.of(run), wanted, found);
    }
  }

  private List<String> command(Collection<String> runs, int most) {
    List<String> command =
        new ArrayList<>(
            List.of("journalctl", "--quiet", "--no-pager", "--all", "--output=json", "--reverse"));
    command.add("--lines=" + most);
    command.addAll(more);
    for (String run : runs) command.add(field + '=' + run);
    return command;
  }
}
