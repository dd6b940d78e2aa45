package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.events.Alert;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must be the same, whatever order crashes were read in. Pure. */
final class Facts {
  /** Hosts that differ and are named; the totals say how many crashes it is about. */
  private static final int NAMED = 10;

  private Facts() {}

  /** One line for each fact in which the two are not the same; empty: none. */
  static List<String> differences(Course live, Course replayed) {
    Alert a = live.newest();
    Alert b = replayed.newest();
    List<String> lines = new ArrayList<>();
    add(lines, "crashes", a.crashes(), b.crashes());
    add(lines, "hosts", a.hostCount(), b.hostCount());
    if (a.hostsOmitted() == 0 && b.hostsOmitted() == 0) {
      each(lines, "crashes on ", crashesByHost(a), crashesByHost(b));
    }
    each(lines, "crashes of ", a.exits(), b.exits());
    add(lines, "ended", word(live.ending()), word(replayed.ending()));
    add(lines, "stands as", word(a.state()), word(b.state()));
    add(lines, "severity", word(a.severity()), word(b.severity()));
    add(lines, "channel", channel(a), channel(b));
    add(lines, "members", members(a), members(b));
    add(lines, "says", said(a), said(b));
    return lines;
  }

  private static void each(
      List<String> lines, String what, Map<String, Long> live, Map<String, Long> replayed) {
    TreeSet<String> names = new TreeSet<>(live.keySet());
    names.addAll(replayed.keySet());
    int before = lines.size();
    for (String name : names) {
      if (lines.size() - before >= NAMED) return;
      add(lines, what + name, live.getOrDefault(name, 0L), replayed.getOrDefault(name, 0L));
    }
  }

  private static void add(List<String> lines, String what, Object live, Object replayed) {
    if (!Objects.equals(live, replayed)) {
      lines.add("%s: %s live, %s by the log".formatted(what, live, replayed));
    }
  }

  private static Map<String, Long> crashesByHost(Alert alert) {
    return alert.hosts().stream()
        .collect(
            Collectors.toMap(
                Alert.HostPart::host, Alert.HostPart::crashes, Long::sum, TreeMap::new));
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

  private static String channel(Alert alert) {
    return alert.channel() == null ? "the sink's own" : alert.channel();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
