package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.Suspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the crashing hosts share. Which hosts are well is judged when a revision is made, by what
 * was read by then: a label that only just separates them can be named in one revision by one side
 * alone. What a side named for longer than a moment, the other must have named as well; and of how
 * many crashing hosts it is true hangs on crashes alone. Pure.
 */
final class Suspicions {
  private Suspicions() {}

  /** Lines for people: what must be the same and is not. */
  static List<String> differences(Course live, Course replayed) {
    List<String> lines = new ArrayList<>();
    for (String name : names(live, replayed)) {
      Optional<Suspect> one = of(live.newest(), name);
      Optional<Suspect> other = of(replayed.newest(), name);
      boolean same =
          one.isPresent()
              && other.isPresent()
              && one.get().crashing().equals(other.get().crashing());
      boolean brief = one.isEmpty() ? isBrief(replayed, live, name) : isBrief(live, replayed, name);
      if (!same && (one.isPresent() == other.isPresent() || !brief)) {
        lines.add(line(name, one, other));
      }
    }
    return lines;
  }

  /** Lines for people: what differs, and may. */
  static List<String> explained(Course live, Course replayed) {
    List<String> lines = new ArrayList<>();
    for (String name : names(live, replayed)) {
      Optional<Suspect> one = of(live.newest(), name);
      Optional<Suspect> other = of(replayed.newest(), name);
      if (!one.equals(other)) {
        lines.add(line(name, one, other) + ": which hosts are well is judged as it is told");
      }
    }
    return lines;
  }

  /** Whether only revisions of one moment name it, or the other side has named it, too. */
  private static boolean isBrief(Course course, Course other, String name) {
    if (other.latest().stream().anyMatch(alert -> of(alert, name).isPresent())) return true;
    List<Instant> named =
        course.latest().stream()
            .filter(alert -> of(alert, name).isPresent())
            .map(Alert::at)
            .toList();
    return !named.get(named.size() - 1).isAfter(named.get(0).plus(Clock.MOMENT));
  }

  private static Set<String> names(Course live, Course replayed) {
    Set<String> names = new TreeSet<>();
    live.newest().suspects().forEach(suspect -> names.add(name(suspect)));
    replayed.newest().suspects().forEach(suspect -> names.add(name(suspect)));
    return names;
  }

  private static Optional<Suspect> of(Alert alert, String name) {
    return alert.suspects().stream().filter(suspect -> name(suspect).equals(name)).findFirst();
  }

  private static String name(Suspect suspect) {
    return suspect.label() + '=' + suspect.value();
  }

  private static String line(String name, Optional<Suspect> live, Optional<Suspect> replayed) {
    return Facts.line("suspect " + name, words(live), words(replayed));
  }

  private static String words(Optional<Suspect> suspect) {
    return suspect
        .map(
            its ->
                its.crashing()
                    + " crashing"
                    + (its.healthy() == null ? "" : ", " + its.healthy() + " healthy"))
        .orElse("none");
  }
}
