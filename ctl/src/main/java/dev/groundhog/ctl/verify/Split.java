package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.Cause;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.Scope;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * One incident by the log that was told as several live. Told incidents never merge: where both
 * ends of a problem were told before what lies between them was read, they stay two. Pure.
 */
final class Split {
  private Split() {}

  /**
   * Whether the parts are the whole: each crash on each host, of each ending and cause is in one of
   * them; people were told of each, where the rules want it; the last of them ended as the whole
   * did; and the parts after the first were opened while the live pipeline had catching up to do.
   *
   * @param parts of the live side, two or more
   */
  static boolean explains(Course replayed, List<Course> parts, Clock clock) {
    Alert whole = replayed.newest();
    List<Alert> alerts = parts.stream().map(Course::newest).toList();
    return whole.scope() == Scope.UNIT
        && whole.hostsOmitted() == 0
        && alerts.stream().allMatch(part -> part.hostsOmitted() == 0)
        && parts.stream().skip(1).allMatch(part -> clock.wasAway(part.newest().openedAt()))
        && addUp(whole, alerts)
        && spans(whole, alerts)
        && isTold(replayed, parts, clock)
        && alerts.stream().map(Alert::severity).max(Comparator.naturalOrder()).orElseThrow()
            == whole.severity()
        && last(parts).ending() == replayed.ending();
  }

  private static boolean addUp(Alert whole, List<Alert> parts) {
    boolean allCauses =
        whole.causesOmitted() == 0 && parts.stream().allMatch(part -> part.causesOmitted() == 0);
    return parts.stream().mapToLong(Alert::crashes).sum() == whole.crashes()
        && hosts(parts).equals(hosts(List.of(whole)))
        && exits(parts).equals(exits(List.of(whole)))
        && (!allCauses || causes(parts).equals(causes(List.of(whole))));
  }

  private static boolean spans(Alert whole, List<Alert> parts) {
    Comparator<Instant> byTime = Comparator.naturalOrder();
    if (!Figures.isTimed(whole) || !parts.stream().allMatch(Figures::isTimed)) return true;
    return parts.stream()
            .map(Alert::firstCrashAt)
            .min(byTime)
            .orElseThrow()
            .equals(whole.firstCrashAt())
        && parts.stream()
            .map(Alert::lastCrashAt)
            .max(byTime)
            .orElseThrow()
            .equals(whole.lastCrashAt());
  }

  /** Each of them in the place that the rules say; the first no later than the order explains. */
  private static boolean isTold(Course replayed, List<Course> parts, Clock clock) {
    boolean inPlace =
        parts.stream()
            .allMatch(
                part ->
                    Objects.equals(part.newest().channel(), replayed.newest().channel())
                        && part.wasTold() == replayed.wasTold());
    if (!inPlace || replayed.toldAt().isEmpty()) return inPlace;
    Instant due = replayed.toldAt().get();
    return parts.stream()
        .flatMap(part -> part.toldAt().stream())
        .anyMatch(at -> clock.isOneMoment(at, due) || at.isBefore(due));
  }

  private static Course last(List<Course> parts) {
    return parts.stream()
        .max(Comparator.comparing(part -> part.newest().lastCrashAt()))
        .orElseThrow();
  }

  private static Map<String, Long> hosts(List<Alert> parts) {
    Map<String, Long> sum = new TreeMap<>();
    for (Alert part : parts) {
      for (HostPart host : part.hosts()) sum.merge(host.host(), host.crashes(), Long::sum);
    }
    return sum;
  }

  private static Map<String, Long> exits(List<Alert> parts) {
    Map<String, Long> sum = new TreeMap<>();
    parts.forEach(part -> part.exits().forEach((exit, n) -> sum.merge(exit, n, Long::sum)));
    return sum;
  }

  private static Map<String, Long> causes(List<Alert> parts) {
    Map<String, Long> sum = new TreeMap<>();
    for (Alert part : parts) {
      for (Cause cause : part.causes()) sum.merge(cause.fingerprint(), cause.crashes(), Long::sum);
    }
    return sum;
  }
}
