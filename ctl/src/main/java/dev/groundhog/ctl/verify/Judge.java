package dev.groundhog.ctl.verify;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Pairs;
import dev.groundhog.ctl.course.Pairs.Pair;
import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Holds what was alerted live against what a replay decides. Pure. */
final class Judge {
  private final Span span;
  private final Clock clock;
  private final Chains chains;
  private final News news;
  private final GoesOn goesOn;

  Judge(Span span, Clock clock, Chains chains) {
    this.span = span;
    this.clock = clock;
    this.chains = chains;
    this.news = new News(span, clock);
    this.goesOn = new GoesOn(span, clock);
  }

  /** One finding for each incident of either side; of those that were split, one for all parts. */
  List<Finding> all(Collection<Course> live, Replayed replayed) {
    List<Pair> pairs = new ArrayList<>(Pairs.of(live, replayed.courses()));
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
    Larger larger = new Larger(clock, live, replayed.courses());
    pairs.forEach(pair -> findings.add(one(pair, replayed, larger)));
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

  private Finding one(Pair pair, Replayed replayed, Larger larger) {
    Course live = pair.one();
    Course byTheLog = pair.other();
    if (live == null) return notAlerted(pair, requireNonNull(byTheLog), larger);
    if (!span.isKeptSince(live.newest().firstCrashAt())) {
      return new Finding(Verdict.NOT_JUDGED, pair, List.of("it began before the log that is kept"));
    }
    String fault = fault(live);
    if (fault != null) {
      return differs(
          pair, List.of(fault, "likely: an alert was lost or changed after it had been written"));
    }
    if (byTheLog == null) return notInLog(pair, live, larger);
    return both(pair, live, byTheLog, replayed, larger);
  }

  private @Nullable String fault(Course live) {
    int first = chains.first(live.id());
    if (first > 1 && span.areAlertsKeptSince(live.newest().openedAt())) {
      return "its first alert is revision %d: what came before is missing".formatted(first);
    }
    return chains.fault(live.id()).orElse(null);
  }

  private Finding notAlerted(Pair pair, Course replayed, Larger larger) {
    if (!span.areAlertsKeptSince(replayed.steps().get(0).at())) {
      return new Finding(Verdict.NOT_JUDGED, pair, List.of("alerts of that time are not kept"));
    }
    if (span.isAtItsEnd(replayed.steps().get(0).at())) {
      return new Finding(
          Verdict.NOT_JUDGED,
          pair,
          List.of("it began within the last minute; the live side may follow"));
    }
    if (larger.mayBeInLogAlone(replayed)) return alone(pair, "by the log");
    return differs(
        pair,
        List.of(
            "the log shows it, but it was not alerted",
            "likely: an alert was lost, or the streams-app did not run or judged by other rules"));
  }

  private Finding notInLog(Pair pair, Course live, Larger larger) {
    if (span.isAtItsVeryEnd(live.steps().get(0).at())) {
      return new Finding(
          Verdict.NOT_JUDGED,
          pair,
          List.of("it began as the log ended; what it is of may not have been read"));
    }
    if (larger.mayBeLiveAlone(live)) return alone(pair, "live");
    return differs(
        pair,
        List.of(
            "it was alerted, but the log does not show it",
            "likely: events were lost or changed after they had been judged"));
  }

  private static Finding alone(Pair pair, String where) {
    return new Finding(
        Verdict.EXPLAINED,
        pair,
        List.of(
            "told %s alone: there its units stood together, and on the other side for a moment at most"
                .formatted(where)));
  }

  private Finding both(Pair pair, Course live, Course byTheLog, Replayed replayed, Larger larger) {
    List<String> differences = Facts.differences(live, byTheLog);
    if (!differences.isEmpty()) {
      List<String> impossible =
          goesOn.mayFollow(live, byTheLog)
              ? goesOn.impossible(live, byTheLog, replayed.whole(byTheLog))
              : differences;
      if (impossible.isEmpty()) {
        differences.add("it goes on: what was told live is on its way to what the log says");
        return new Finding(Verdict.NOT_JUDGED, pair, differences);
      }
      List<String> lines = new ArrayList<>(impossible);
      lines.add(GoesOn.parting(live, byTheLog));
      return differs(pair, lines);
    }
    List<String> wrong = new ArrayList<>(Suspicions.differences(live, byTheLog));
    wrong.addAll(Returns.differences(live, byTheLog));
    wrong.addAll(untold(live, byTheLog, larger));
    wrong.addAll(news.strays(live, byTheLog));
    if (!wrong.isEmpty()) return differs(pair, wrong);
    List<String> explained = Explained.lines(live, byTheLog);
    return new Finding(explained.isEmpty() ? Verdict.AGREES : Verdict.EXPLAINED, pair, explained);
  }

  /** Whether people heard of it at all, of whatever scope it is. */
  private List<String> untold(Course live, Course replayed, Larger larger) {
    if (!span.areAlertsKeptSince(live.steps().get(0).at())) return List.of();
    List<String> lines = new ArrayList<>();
    if (!live.wasTold() && replayed.wasTold()) lines.add("nobody was told of it live");
    if (live.wasTold() && !replayed.wasTold()) lines.add("told live, and to nobody by the log");
    if (live.subject().scope() == Scope.UNIT && !larger.tells(live)) {
      lines.add("left to %s to tell, which told nobody".formatted(live.newest().partOf()));
    }
    return lines;
  }

  private static Finding differs(Pair pair, List<String> lines) {
    return new Finding(Verdict.DIFFERS, pair, lines);
  }
}
