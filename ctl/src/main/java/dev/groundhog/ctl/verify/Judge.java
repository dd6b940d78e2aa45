package dev.groundhog.ctl.verify;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.ctl.course.Pairs;
import dev.groundhog.ctl.course.Pairs.Pair;
import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Holds what was alerted live against what a replay decides. Pure. */
final class Judge {
  private final Span span;
  private final Clock clock;
  private final Chains chains;
  private final News news;

  Judge(Span span, Clock clock, Chains chains) {
    this.span = span;
    this.clock = clock;
    this.chains = chains;
    this.news = new News(span, clock);
  }

  /** One finding for each incident of either side; of those that were split, one for all parts. */
  List<Finding> all(Collection<Course> live, Collection<Course> replayed) {
    List<Pair> pairs = new ArrayList<>(Pairs.of(live, replayed));
    List<Finding> findings = new ArrayList<>();
    for (Pair pair : List.copyOf(pairs)) {
      List<Pair> rest = pairs.stream().filter(other -> isRestOf(other, pair)).toList();
      if (rest.isEmpty()) continue;
      List<Course> parts = new ArrayList<>(List.of(requireNonNull(pair.one())));
      rest.forEach(other -> parts.add(other.any()));
      if (!Split.explains(requireNonNull(pair.other()), parts, clock)) continue;
      pairs.removeAll(rest);
      pairs.remove(pair);
      findings.add(new Finding(Verdict.EXPLAINED, pair, List.of(split(parts))));
    }
    pairs.forEach(pair -> findings.add(one(pair)));
    return findings;
  }

  private boolean isRestOf(Pair alone, Pair pair) {
    Course live = pair.one();
    Course replayed = pair.other();
    Course rest = alone.one();
    return live != null
        && replayed != null
        && rest != null
        && alone.other() == null
        && rest.overlaps(replayed)
        && fault(live) == null
        && fault(rest) == null;
  }

  private static String split(List<Course> parts) {
    return "told as %d incidents live, whose crashes add up: the streams-app was away, and both ends of it were told before what lies between was read"
        .formatted(parts.size());
  }

  Finding one(Pair pair) {
    Course live = pair.one();
    Course replayed = pair.other();
    if (live == null) return notAlerted(pair, pair.any());
    if (!span.isKeptSince(live.newest().firstCrashAt())) {
      return new Finding(Verdict.NOT_JUDGED, pair, List.of("it began before the log that is kept"));
    }
    String fault = fault(live);
    if (fault != null) {
      return new Finding(
          Verdict.DIFFERS,
          pair,
          List.of(fault, "likely: an alert was lost or changed after it had been written"));
    }
    if (replayed == null) return notInLog(pair, live);
    return both(pair, live, replayed);
  }

  private @Nullable String fault(Course live) {
    int first = chains.first(live.id());
    if (first > 1 && span.areAlertsKeptSince(live.newest().openedAt())) {
      return "its first alert is revision %d: what came before is missing".formatted(first);
    }
    return chains.fault(live.id()).orElse(null);
  }

  private Finding notAlerted(Pair pair, Course replayed) {
    if (!span.areAlertsKeptSince(replayed.steps().get(0).at())) {
      return new Finding(Verdict.NOT_JUDGED, pair, List.of("alerts of that time are not kept"));
    }
    return span.isAtItsEnd(replayed.steps().get(0).at())
        ? atTheEnd(pair)
        : new Finding(
            Verdict.DIFFERS,
            pair,
            List.of(
                "the log shows it, but it was not alerted",
                "likely: an alert was lost, or the streams-app did not run or judged by other rules"));
  }

  private Finding notInLog(Pair pair, Course live) {
    return span.isAtItsEnd(live.steps().get(0).at())
        ? atTheEnd(pair)
        : new Finding(
            Verdict.DIFFERS,
            pair,
            List.of(
                "it was alerted, but the log does not show it",
                "likely: events were lost or changed after they had been judged"));
  }

  private static Finding atTheEnd(Pair pair) {
    return new Finding(
        Verdict.NOT_JUDGED,
        pair,
        List.of("it began within the last minute; the other side may follow"));
  }

  private Finding both(Pair pair, Course live, Course replayed) {
    List<String> differences = Facts.differences(live, replayed);
    if (!differences.isEmpty()) {
      if (goesOn(live, replayed)) {
        return new Finding(
            Verdict.NOT_JUDGED,
            pair,
            List.of("it changed within the last minute; the other side may follow"));
      }
      List<String> lines = new ArrayList<>(differences);
      lines.add(parting(live, replayed));
      return new Finding(Verdict.DIFFERS, pair, lines);
    }
    if (flaps(live) != flaps(replayed) && !justEnded(live, replayed)) {
      return new Finding(
          Verdict.DIFFERS,
          pair,
          List.of(
              "came back %d times live, %d by the log".formatted(flaps(live), flaps(replayed))));
    }
    List<String> strays = news.strays(live, replayed);
    if (!strays.isEmpty()) return new Finding(Verdict.DIFFERS, pair, strays);
    List<String> explained = explained(live, replayed);
    return new Finding(explained.isEmpty() ? Verdict.AGREES : Verdict.EXPLAINED, pair, explained);
  }

  /** Whether one side may only be ahead, and the other follow. */
  private boolean goesOn(Course live, Course replayed) {
    return isBehind(live, replayed) || isBehind(replayed, live);
  }

  /**
   * Whether a course stands between where the other stood a minute before the end and where that
   * stands now.
   */
  private boolean isBehind(Course course, Course ahead) {
    Step last = ahead.steps().get(ahead.steps().size() - 1);
    if (course.isClosed() || !span.isAtItsEnd(last.at())) return false;
    long before =
        ahead.steps().stream()
            .filter(step -> !span.isAtItsEnd(step.at()))
            .mapToLong(Step::crashes)
            .max()
            .orElse(0);
    long crashes = course.newest().crashes();
    return before <= crashes && crashes <= ahead.newest().crashes();
  }

  private static int flaps(Course course) {
    return course.newest().reopened();
  }

  /** Whether the side that saw it return more often saw it as over for no more than a moment. */
  private static boolean justEnded(Course live, Course replayed) {
    Course more = flaps(live) > flaps(replayed) ? live : replayed;
    long moments =
        IntStream.range(0, more.steps().size()).filter(i -> News.isReturn(more.steps(), i)).count();
    return moments >= Math.abs(flaps(live) - flaps(replayed));
  }

  private static List<String> explained(Course live, Course replayed) {
    List<String> lines = new ArrayList<>();
    if (!live.id().equals(replayed.id())) {
      lines.add("named after another of its crashes: by the log " + replayed.id());
    }
    Reason as = live.newest().openReason();
    Reason byTheLog = replayed.newest().openReason();
    if (as != byTheLog) {
      lines.add("opened as %s live, as %s by the log".formatted(word(as), word(byTheLog)));
    }
    if (flaps(live) != flaps(replayed)) {
      lines.add(
          "came back %d times live, %d by the log: a crash came just as it was over"
              .formatted(flaps(live), flaps(replayed)));
    }
    if (live.told() != replayed.told()) {
      lines.add(
          "told %d times live, %d by the log: the same end by other steps"
              .formatted(live.told(), replayed.told()));
    }
    Duration later = later(live, replayed);
    if (later.abs().compareTo(Clock.MOMENT) > 0) {
      lines.add(
          "first told %d s %s live: %s"
              .formatted(
                  later.abs().toSeconds(),
                  later.isNegative() ? "earlier" : "later",
                  live.subject().scope() == Scope.UNIT
                      ? "the streams-app was away, and read what had come meanwhile in another order"
                      : "a larger incident looks up when its members have something new"));
    }
    return lines;
  }

  private static String word(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration later(Course live, Course replayed) {
    if (live.toldAt().isEmpty() || replayed.toldAt().isEmpty()) return Duration.ZERO;
    return Duration.between(replayed.toldAt().get(), live.toldAt().get());
  }

  /** The first revision of the live side that the replay cannot have made. */
  private static String parting(Course live, Course replayed) {
    for (Step step : live.steps()) {
      long least = at(replayed, step.at().minus(Clock.MOMENT));
      long most = at(replayed, step.at().plus(Clock.MOMENT));
      if (step.crashes() < least || step.crashes() > most) {
        return "they part at revision %d (%s, %d crashes; by the log %s)"
            .formatted(
                step.revision(),
                step.at(),
                step.crashes(),
                least == most ? String.valueOf(least) : least + " to " + most);
      }
    }
    return "they part at the last revision";
  }

  /** Crashes that the course had told at a time; 0 before its first step. */
  private static long at(Course course, Instant time) {
    long crashes = 0;
    for (Step step : course.steps()) {
      if (step.at().isAfter(time)) break;
      crashes = step.crashes();
    }
    return crashes;
  }
}
