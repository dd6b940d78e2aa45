package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What differs and may, because the order of partitions alone can change it. Pure. */
final class Explained {
  private Explained() {}

  /** For people; empty: nothing differs. */
  static List<String> lines(Course live, Course replayed) {
    List<String> lines = new ArrayList<>();
    if (!live.id().equals(replayed.id())) {
      lines.add("named after another of its crashes: by the log " + replayed.id());
    }
    Reason as = live.newest().openReason();
    Reason byTheLog = replayed.newest().openReason();
    if (as != byTheLog) {
      lines.add("opened as %s live, as %s by the log".formatted(word(as), word(byTheLog)));
    }
    if (!live.newest().firstCrashAt().equals(replayed.newest().firstCrashAt())
        && live.subject().scope() == Scope.UNIT) {
      lines.add("it began by what was read first, a crash or that systemd gave up");
    }
    if (Returns.of(live) != Returns.of(replayed)) {
      lines.add(
          "came back %d times live, %d by the log: a crash came just as it was over"
              .formatted(Returns.of(live), Returns.of(replayed)));
    }
    if (live.told() != replayed.told()) {
      lines.add(
          "told %d times live, %d by the log: the same end by other steps"
              .formatted(live.told(), replayed.told()));
    }
    Duration later = later(live, replayed);
    if (later.abs().compareTo(Clock.MOMENT) > 0) lines.add(later(live, later));
    lines.addAll(Suspicions.explained(live, replayed));
    return lines;
  }

  private static String later(Course live, Duration later) {
    return "first told %d s %s live: %s"
        .formatted(
            later.abs().toSeconds(),
            later.isNegative() ? "earlier" : "later",
            live.subject().scope() == Scope.UNIT
                ? "the streams-app was away, and read what had come meanwhile in another order"
                : "a larger incident looks up when its members have something new");
  }

  private static String word(Reason reason) {
    return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Duration later(Course live, Course replayed) {
    if (live.toldAt().isEmpty() || replayed.toldAt().isEmpty()) return Duration.ZERO;
    return Duration.between(replayed.toldAt().get(), live.toldAt().get());
  }
}
