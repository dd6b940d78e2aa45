package dev.groundhog.engine.cause;

import dev.groundhog.events.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a crash looks like from its log tail: prefixes off, the weightiest evidence found, its
 * own functions without line numbers, what varies masked, the rest hashed.
 *
 * <p>A pure function of the tail and of how the run ended, so that a replay, a restart, and another
 * host name the same fault alike; linear in the tail. No incident's identity depends on it: a noisy
 * log costs a wrong title, not a second message.
 */
public final class Causes {
  private static final List<Reader> READERS =
      List.of(
          new SystemReader(),
          new JavaReader(),
          new JvmReader(),
          new PythonReader(),
          new GoReader(),
          new RustReader(),
          new NodeReader(),
          new DotNetReader(),
          new NativeReader(),
          new SignalReader(),
          new RubyReader(),
          new ScriptReader(),
          new OtherReader(),
          new Complaints());

  private Causes() {}

  /** What the crash looks like by its tail alone; empty without a single line to go by. */
  public static Optional<CauseKey> of(@Nullable Tail tail) {
    return of(tail, null);
  }

  /**
   * What the crash looks like.
   *
   * @param exit how the run died, {@code exit-code 3} or {@code signal SEGV}; null if unknown. It
   *     stands in where the log names no fault
   * @return empty if there is no line and no word about the exit
   */
  public static Optional<CauseKey> of(@Nullable Tail tail, @Nullable String exit) {
    return Optional.ofNullable(judged(tail, exit)).map(Judged::key);
  }

  /** The same, with its reasons. */
  public static Optional<Explanation> explain(@Nullable Tail tail, @Nullable String exit) {
    Judged judged = judged(tail, exit);
    if (judged == null) return Optional.empty();
    Fault fault = judged.fault();
    List<String> raw = tail == null ? List.of() : tail.lines();
    List<Explanation.Deciding> deciding = new ArrayList<>();
    if (fault.rank() != Rank.ENDING && fault.at() < raw.size()) {
      String line = raw.get(fault.at());
      deciding.add(
          new Explanation.Deciding(
              fault.at() + 1, line.substring(0, Math.min(line.length(), Lines.MAX_LINE))));
    }
    List<String> left =
        fault.frames().stream()
            .map(Frame::name)
            .filter(name -> !judged.frames().contains(name))
            .toList();
    return Optional.of(
        new Explanation(
            judged.key(),
            fault.kind(),
            fault.rank().words(),
            deciding,
            judged.frames(),
            left,
            judged.message().swaps().stream()
                .map(swap -> new Explanation.Replaced(swap.was(), swap.with()))
                .toList(),
            judged.hashed()));
  }

  private static @Nullable Judged judged(@Nullable Tail tail, @Nullable String exit) {
    List<Line> lines = tail == null ? List.of() : Lines.read(tail.lines());
    String ending = Ending.of(exit, lines);
    Weighing weighing = new Weighing(Ending.isSudden(ending));
    for (Reader reader : READERS) reader.read(lines, weighing);
    Fault fault = weighing.heaviest();
    if (fault == null || (fault.rank() == Rank.COMPLAINT && Ending.isTelling(ending))) {
      Fault last = lastResort(lines, ending);
      fault = last == null ? fault : last;
    }
    return fault == null ? null : new Judged(fault);
  }

  private static @Nullable Fault lastResort(List<Line> lines, @Nullable String ending) {
    if (ending != null) return Ending.fault(ending);
    Line last = Complaints.last(lines);
    if (last == null && lines.stream().noneMatch(line -> !line.trimmed().isEmpty())) return null;
    if (last == null) last = lines.get(lines.size() - 1);
    return new Fault("the last line", Rank.LAST_LINE, last.at(), "", last.trimmed());
  }
}
