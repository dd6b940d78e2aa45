package dev.groundhog.ctl.report;

import dev.groundhog.engine.signal.UnitFamily;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A unit on a host: its runs and how they ended. */
final class Lane {
  final String host;
  final String unit;
  final String family;
  long crashes;
  long starts;
  long planned;
  long gaveUp;

  private List<Mark> marks = new ArrayList<>();
  private List<Run> runs = new ArrayList<>();
  private @Nullable Run open;
  private boolean stopSeen;

  Lane(String host, String unit) {
    this.host = host;
    this.unit = unit;
    this.family = UnitFamily.of(unit);
  }

  void started(long at) {
    starts++;
    close(at, Run.END_UNSEEN);
    open = new Run(at, at, 0);
  }

  /** It was on the list of what runs. Since when is not known, but if it was seen to start. */
  void running(long at) {
    if (open == null) open = new Run(at, at, Run.BEGAN_BEFORE);
  }

  /** It was not on the list of what runs. */
  void notRunning(long at) {
    close(at, Run.END_UNSEEN);
  }

  void stopped(int kind, long at, int cause, int exit) {
    if (kind == Mark.CRASH) crashes++;
    if (kind == Mark.PLANNED) planned++;
    // What stops ran; where starts are told, it had begun before anything that is shown.
    if (open == null && !stopSeen) open = new Run(Long.MIN_VALUE, at, Run.BEGAN_BEFORE);
    stopSeen = true;
    close(at, 0);
    marks.add(new Mark(at, kind, cause, exit, 1));
  }

  void gaveUp(long at) {
    gaveUp++;
    close(at, Run.END_UNSEEN);
    marks.add(new Mark(at, Mark.GAVE_UP, -1, -1, 1));
  }

  private void close(long at, int flags) {
    if (open == null) return;
    runs.add(new Run(Math.min(open.from(), at), at, open.flags() | flags));
    open = null;
  }

  /** Whether anything happened, other than being on a list. */
  boolean isEventful() {
    return starts > 0 || !marks.isEmpty();
  }

  int items() {
    return marks.size() + runs.size();
  }

  /** What is alike and falls into the same stretch of time becomes one. */
  void merge(long grain) {
    Map<Mark, Mark> merged = new HashMap<>();
    for (Mark mark : marks) {
      Mark place =
          new Mark(Math.floorDiv(mark.at(), grain), mark.kind(), mark.cause(), mark.exit(), 0);
      merged.merge(place, mark, Mark::and);
    }
    marks = new ArrayList<>(merged.values());
    List<Run> joined = new ArrayList<>();
    for (Run run : sortedRuns()) {
      Run before = joined.isEmpty() ? null : joined.get(joined.size() - 1);
      boolean same =
          before != null && Math.floorDiv(before.to(), grain) == Math.floorDiv(run.to(), grain);
      if (before != null && same) joined.set(joined.size() - 1, before.and(run));
      else joined.add(run);
    }
    runs = joined;
  }

  /**
   * @param places where each cause stands in the report
   * @param from first moment of the report
   * @param to until when the unit runs that was not seen to stop
   */
  Report.LaneShown shown(int[] places, long from, long to) {
    return new Report.LaneShown(
        host,
        unit,
        family,
        crashes,
        starts,
        planned,
        markColumns(places, from),
        runColumns(from, to));
  }

  private Report.MarkColumns markColumns(int[] places, long from) {
    marks.sort(
        Comparator.comparingLong(Mark::at)
            .thenComparingInt(Mark::kind)
            .thenComparingInt(Mark::cause)
            .thenComparingInt(Mark::exit));
    return new Report.MarkColumns(
        marks.stream().map(mark -> mark.at() - from).toList(),
        marks.stream().map(Mark::kind).toList(),
        marks.stream().map(mark -> mark.cause() < 0 ? -1 : places[mark.cause()]).toList(),
        marks.stream().map(Mark::exit).toList(),
        marks.stream().map(Mark::n).toList());
  }

  private Report.RunColumns runColumns(long from, long to) {
    List<Run> all = sortedRuns();
    if (open != null) {
      all.add(new Run(open.from(), Math.max(open.from(), to), open.flags() | Run.END_UNSEEN));
    }
    // A host that tells no starts says nothing about when a run began.
    if (starts == 0) all.removeIf(run -> run.from() == Long.MIN_VALUE);
    return new Report.RunColumns(
        all.stream().map(run -> Math.max(run.from(), from) - from).toList(),
        all.stream().map(run -> run.to() - from).toList(),
        all.stream().map(Run::flags).toList());
  }

  private List<Run> sortedRuns() {
    List<Run> sorted = new ArrayList<>(runs);
    sorted.sort(Comparator.comparingLong(Run::from).thenComparingLong(Run::to));
    return sorted;
  }
}
