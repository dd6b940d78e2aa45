package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.HostPart;
import dev.groundhog.events.Scope;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One incident by the log that was told as several live. Told incidents never merge: where both
 * ends of a problem were told before what lies between them was read, they stay two. Pure.
 */
final class Split {
  private Split() {}

  /**
   * Whether the parts are the whole: each crash on each host and of each ending is in one of them,
   * and the parts after the first were opened while the live pipeline had catching up to do.
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
        && alerts.stream().mapToLong(Alert::crashes).sum() == whole.crashes()
        && hosts(alerts).equals(hosts(List.of(whole)))
        && exits(alerts).equals(exits(List.of(whole)))
        && alerts.stream().anyMatch(part -> part.severity() == whole.severity())
        && parts.stream().anyMatch(part -> part.ending() == replayed.ending());
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
}
