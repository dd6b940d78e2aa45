package dev.groundhog.ctl.diff;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.course.Pairs.Pair;
import dev.groundhog.events.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of one incident under other rules. Pure.
 *
 * @param pair as it was told, and as it would have been
 * @param later how much later people would have been told first; negative: earlier; zero where only
 *     one of the two tells
 */
record Change(Kind kind, Pair pair, Duration later) {

  /** In the order in which people want to know. */
  enum Kind {
    /** People would not have been told. */
    GONE,
    /** People were not told. */
    NEW,
    LATER,
    EARLIER,
    /** At the same moment, but something else of it differs. */
    OTHERWISE,
    SAME
  }

  /** Of an incident that at least one of both tells. */
  static Change of(Pair pair) {
    boolean before = isTold(pair.one());
    boolean now = isTold(pair.other());
    if (!before || !now) return new Change(before ? Kind.GONE : Kind.NEW, pair, Duration.ZERO);
    Course was = Objects.requireNonNull(pair.one());
    Course is = Objects.requireNonNull(pair.other());
    Duration later = Duration.between(was.toldAt().orElseThrow(), is.toldAt().orElseThrow());
    if (!later.isZero())
      return new Change(later.isNegative() ? Kind.EARLIER : Kind.LATER, pair, later);
    return new Change(lines(was, is).isEmpty() ? Kind.SAME : Kind.OTHERWISE, pair, later);
  }

  static boolean isTold(@Nullable Course course) {
    return course != null && course.told() > 0;
  }

  /** What differs, besides when; empty where only one of both tells. */
  List<String> lines() {
    Course was = pair.one();
    Course is = pair.other();
    return was == null || is == null || !isTold(was) || !isTold(is) ? List.of() : lines(was, is);
  }

  private static List<String> lines(Course was, Course is) {
    List<String> lines = new ArrayList<>();
    Alert before = was.newest();
    Alert now = is.newest();
    add(lines, "severity", word(before.severity()), word(now.severity()));
    add(lines, "ends as", word(was.ending()), word(is.ending()));
    add(lines, "channel", channel(before), channel(now));
    add(lines, "notifies", times(was.told()), times(is.told()));
    add(lines, "crashes", String.valueOf(before.crashes()), String.valueOf(now.crashes()));
    add(lines, "comes back", times(before.reopened()), times(now.reopened()));
    return lines;
  }

  private static void add(List<String> lines, String what, String before, String now) {
    if (!before.equals(now)) lines.add(what + " " + now + " instead of " + before);
  }

  private static String times(long n) {
    return n == 1 ? "once" : n + " times";
  }

  private static String channel(Alert alert) {
    return alert.channel() == null ? "the sink's own" : alert.channel();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
