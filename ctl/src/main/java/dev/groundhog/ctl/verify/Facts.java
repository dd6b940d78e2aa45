package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be the same, whatever order crashes were read in. Pure. */
final class Facts {
  /** Figures that differ and are listed; the totals come first. */
  private static final int LISTED = 20;

  private Facts() {}

  /** One line for each fact in which the two are not the same; empty: none. */
  static List<String> differences(Course live, Course replayed) {
    Alert a = live.newest();
    Alert b = replayed.newest();
    List<String> lines = new ArrayList<>();
    if (!hasLeavers(a) && !hasLeavers(b)) figures(lines, a, b);
    add(lines, "ended", word(live.ending()), word(replayed.ending()));
    add(lines, "stands as", word(a.state()), word(b.state()));
    add(lines, "severity", word(a.severity()), word(b.severity()));
    add(lines, "channel", channel(a), channel(b));
    add(lines, "members", members(a), members(b));
    add(lines, "says", said(a), said(b));
    return lines;
  }

  /** Of a member that left, a larger incident keeps what it had been told last: see the docs. */
  static boolean hasLeavers(Alert alert) {
    return alert.members().stream().anyMatch(Alert.Member::left) || alert.membersOmitted() > 0;
  }

  private static void figures(List<String> lines, Alert a, Alert b) {
    Figures live = Figures.of(a);
    Figures replayed = Figures.of(b);
    Set<String> all = new LinkedHashSet<>(live.counts().keySet());
    all.addAll(replayed.counts().keySet());
    for (String what : all) {
      if (lines.size() >= LISTED) break;
      Long one = live.get(what);
      Long other = replayed.get(what);
      // A larger incident lists what its members list.
      if (a.scope() != Scope.UNIT && (one == null || other == null)) continue;
      add(lines, what + title(what, a, b), listed(one), listed(other));
    }
    // How often it was seen as over decides whether that systemd gave up brought it back.
    if (a.reopened() == b.reopened() && live.timed() && replayed.timed()) {
      add(lines, "first crash", live.firstCrashAt(), replayed.firstCrashAt());
      add(lines, "last crash", live.lastCrashAt(), replayed.lastCrashAt());
    }
  }

  /** A cause is known by its fingerprint, and to people by its title. */
  private static String title(String what, Alert a, Alert b) {
    for (Alert alert : List.of(a, b)) {
      for (Alert.Cause cause : alert.causes()) {
        if (what.endsWith(' ' + cause.fingerprint())) return " (" + cause.title() + ")";
      }
    }
    return "";
  }

  private static Object listed(@Nullable Long count) {
    return count == null ? "not listed" : count;
  }

  private static void add(List<String> lines, String what, Object live, Object replayed) {
    if (!Objects.equals(live, replayed)) lines.add(line(what, live, replayed));
  }

  static String line(String what, Object live, Object replayed) {
    return "%s: %s live, %s by the log".formatted(what, live, replayed);
  }

  /** Families, for their incidents may be named after other crashes. */
  private static String members(Alert alert) {
    return alert.members().stream().map(Alert.Member::unit).sorted().toList().toString();
  }

  /** A single start or stop, or what a person said. */
  private static String said(Alert alert) {
    if (alert.note() != null) return alert.note().toString();
    return alert.notice() == null ? "nothing" : alert.notice().toString();
  }

  static String channel(Alert alert) {
    return alert.channel() == null ? "the sink's own" : alert.channel();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
