package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether what was told live of an incident that goes on is on its way to what the log says.
 * Figures of an open incident are edited ever more rarely, and the live pipeline may be a minute
 * behind; so they must lie between what the log had long enough ago and all that it has. Pure.
 */
final class GoesOn {
  /**
   * How long after a record at the latest its partition's progress tells of it: a tick each 2 s,
   * and a second in which a host's crashes are gathered. The hops do not count, for it is the log's
   * time.
   */
  private static final Duration PROGRESS = Duration.ofSeconds(3);

  private final Span span;
  private final Clock clock;

  GoesOn(Span span, Clock clock) {
    this.span = span;
    this.clock = clock;
  }

  /** Whether either side may still say more. */
  boolean mayFollow(Course live, Course replayed) {
    return live.newest().isIncident()
        && (span.mayNotBeTold(live.newest().at()) || span.mayNotBeTold(replayed.newest().at()));
  }

  /**
   * What cannot be on its way, for people; empty: all of it can.
   *
   * @param whole the incident with everything that the log has to its end
   */
  List<String> impossible(Course live, Course replayed, Alert whole) {
    List<String> lines = new ArrayList<>();
    boolean unit = whole.scope() == Scope.UNIT;
    Alert sure = sure(live);
    if (sure != null && !Facts.hasLeavers(whole)) {
      tooMuch(lines, Figures.of(sure), Figures.of(whole));
    }
    Alert least = least(live, replayed);
    if (unit && least != null) tooLittle(lines, Figures.of(live.newest()), Figures.of(least));
    if (!span.isAtItsVeryEnd(live.newest().at())) {
      if (live.ending() != replayed.ending()) {
        word(lines, "ended", live, replayed, alert -> Facts.word(Course.ending(alert)));
      }
      word(lines, "stands as", live, replayed, alert -> Facts.word(alert.state()));
      word(lines, "severity", live, replayed, alert -> Facts.word(alert.severity()));
      word(lines, "channel", live, replayed, Facts::channel);
    }
    return lines;
  }

  /** The newest revision of which the log has all that it was made of; null: there is none. */
  private @Nullable Alert sure(Course live) {
    Alert sure = null;
    for (Alert each : live.latest()) {
      if (!span.isAtItsVeryEnd(each.at())) sure = each;
    }
    return sure;
  }

  private static void tooMuch(List<String> lines, Figures live, Figures most) {
    for (Map.Entry<String, Long> each : live.counts().entrySet()) {
      Long can = most.get(each.getKey());
      if (can == null || each.getValue() <= can || Figures.isOfList(each.getKey())) continue;
      lines.add(Facts.line(each.getKey(), each.getValue(), "at most " + can));
    }
    if (!live.timed() || !most.timed()) return;
    if (live.firstCrashAt().isBefore(most.firstCrashAt())) {
      lines.add(Facts.line("first crash", live.firstCrashAt(), most.firstCrashAt()));
    }
    if (live.lastCrashAt().isAfter(most.lastCrashAt())) {
      lines.add(Facts.line("last crash", live.lastCrashAt(), most.lastCrashAt()));
    }
  }

  private static void tooLittle(List<String> lines, Figures live, Figures least) {
    for (Map.Entry<String, Long> each : least.counts().entrySet()) {
      Long has = live.get(each.getKey());
      if (has == null || has >= each.getValue() || Figures.isOfList(each.getKey())) continue;
      lines.add(Facts.line(each.getKey(), has, "at least " + each.getValue()));
    }
    if (!live.timed() || !least.timed()) return;
    if (live.firstCrashAt().isAfter(least.firstCrashAt())) {
      lines.add(Facts.line("first crash", live.firstCrashAt(), least.firstCrashAt()));
    }
    if (live.lastCrashAt().isBefore(least.lastCrashAt())) {
      lines.add(Facts.line("last crash", live.lastCrashAt(), least.lastCrashAt()));
    }
  }

  /**
   * The newest revision by the log whose figures must be told: what was known when the newest live
   * one was made, it says.
   */
  private @Nullable Alert least(Course live, Course replayed) {
    Instant at = live.newest().at();
    Instant turned = turned(live).minus(PROGRESS);
    Alert least = null;
    for (Alert each : replayed.latest()) {
      boolean known =
          !each.at().isAfter(turned)
              || (each.at().isBefore(at) && !clock.isOneMoment(each.at(), at));
      if (known || !span.mayNotBeTold(each.at())) least = each;
    }
    return least;
  }

  /**
   * When it was last seen as over or closed. That is decided when all partitions were read as far,
   * also where the streams-app had been away, and the revision says all that was known.
   */
  private static Instant turned(Course live) {
    Instant turned = Instant.EPOCH;
    Step before = null;
    for (Step step : live.steps()) {
      boolean turns = before == null || before.state() != step.state();
      if (turns && step.state().isOver()) turned = step.at();
      before = step;
    }
    return turned;
  }

  /** A word must be one that the log had, or has had since the live pipeline may be behind. */
  private void word(
      List<String> lines, String what, Course live, Course replayed, Function<Alert, String> in) {
    List<String> can = new ArrayList<>();
    for (Alert each : replayed.latest()) {
      if (!span.isAtItsEnd(each.at())) can.clear();
      can.add(in.apply(each));
    }
    String has = in.apply(live.newest());
    if (!can.contains(has)) lines.add(Facts.line(what, has, can.get(can.size() - 1)));
  }

  /** The first revision of the live side that the replay cannot have made. */
  static String parting(Course live, Course replayed) {
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
