package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.slack.reconcile.Storm;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A storm in words: what is worst comes first, and what is not listed is counted, with its crashes.
 * Pure.
 */
final class StormStory {
  /** Named in a reply; the message lists more. */
  private static final int NAMED = 5;

  /** Characters for names without figures: a hundred of them. */
  private static final int NAMES = 2000;

  private static final Comparator<Alert> WORST_FIRST =
      Comparator.<Alert>comparingInt(alert -> alert.state().isOver() ? isWell(alert) ? 2 : 1 : 0)
          .thenComparing(alert -> -Storm.rank(alert.severity()))
          .thenComparing(alert -> -alert.crashes())
          .thenComparing(Alert::incident);

  /** A note's last line, as a name among others. */
  private static final int MAX_NAME = 80;

  private StormStory() {}

  static Story tell(Storm storm, Extent extent) {
    return new Story(
        tone(storm),
        headline(storm),
        List.of(facts(storm)),
        List.of(),
        "",
        List.of(),
        lines(storm, extent),
        List.of(),
        new Story.HostsLeft(0, 0),
        "each gets a message of its own if it becomes worse · storm "
            + Storyteller.shortId(storm.id()),
        "");
  }

  private static Tone tone(Storm storm) {
    if (!storm.isOver()) {
      return switch (storm.severity()) {
        case CRITICAL -> Tone.CRITICAL;
        case WARNING, UNKNOWN -> Tone.WARNING;
        case INFO -> Tone.INFO;
      };
    }
    boolean well = storm.members().stream().allMatch(StormStory::isWell);
    return well ? Tone.RECOVERED : Tone.QUIET;
  }

  /** Whether it is no incident, but a single start, stop or note. */
  private static boolean isSingle(Alert alert) {
    return alert.notice() != null || alert.note() != null;
  }

  private static boolean isWell(Alert alert) {
    return Tone.endOf(alert) == AlertState.RECOVERED;
  }

  private static String headline(Storm storm) {
    int all = storm.members().size();
    long single = storm.members().stream().filter(StormStory::isSingle).count();
    if (single == all) return Words.number(all) + " starts, stops and notes at once";
    long open = storm.members().stream().filter(alert -> !alert.state().isOver()).count();
    String problems = Words.number(all) + " problems at once";
    if (open == all) return problems;
    return open == 0
        ? problems + ", all over"
        : problems + ", " + Words.number(open) + " of them still open";
  }

  private static List<Span> facts(Storm storm) {
    List<Span> line = new ArrayList<>();
    if (storm.members().stream().allMatch(StormStory::isSingle)) {
      line.add(Span.plain("The last "));
    } else {
      line.add(Span.bold(Words.crashes(storm.crashes())));
      line.add(Span.plain(" in all, the last "));
    }
    line.add(Span.dayTime(storm.lastCrashAt()));
    return line;
  }

  private static List<List<Span>> lines(Storm storm, Extent extent) {
    List<Alert> sorted = storm.members().stream().sorted(WORST_FIRST).toList();
    // One that is left would take the line that says so.
    int room = sorted.size() == extent.storm() + 1 ? sorted.size() : extent.storm();
    List<Alert> shown = sorted.subList(0, Math.min(room, sorted.size()));
    List<List<Span>> lines = new ArrayList<>();
    shown.forEach(alert -> lines.add(line(alert, extent)));
    List<Alert> left = sorted.subList(shown.size(), sorted.size());
    if (!left.isEmpty()) lines.add(List.of(Span.plain(left(left))));
    return lines;
  }

  /** {@code … and 75 more with 225 crashes: a.service, b.service and 73 others}. */
  private static String left(List<Alert> left) {
    StringBuilder names = new StringBuilder();
    int named = 0;
    for (Alert alert : left) {
      String name = (named == 0 ? "" : ", ") + name(alert);
      if (names.length() + name.length() > NAMES) break;
      names.append(name);
      named++;
    }
    int others = left.size() - named;
    long crashes = left.stream().mapToLong(Alert::crashes).sum();
    return "… and %s more with %s: %s%s"
        .formatted(
            Words.number(left.size()),
            Words.crashes(crashes),
            names,
            others == 0 ? "" : " and " + Words.number(others) + " others");
  }

  private static List<Span> line(Alert alert, Extent extent) {
    List<Span> line = new ArrayList<>();
    line.add(Span.plain(Tone.of(alert).emoji + " "));
    if (isSingle(alert)) {
      line.add(Span.plain(Storyteller.tell(alert, extent).headline()));
      return line;
    }
    line.add(Span.bold(Storyteller.subject(alert, extent)));
    String ended = alert.state().isOver() ? word(Tone.endOf(alert)) + ": " : "";
    String where = " on " + Storyteller.hostsOf(alert);
    line.add(Span.plain("  " + ended + Words.crashes(alert.crashes()) + where + exit(alert)));
    return line;
  }

  private static String exit(Alert alert) {
    return alert.exits().entrySet().stream()
        .max(Map.Entry.<String, Long>comparingByValue().thenComparing(Map.Entry::getKey))
        .map(most -> ", " + Exits.decode(most.getKey()))
        .orElse("");
  }

  private static String word(AlertState state) {
    return switch (state) {
      case RECOVERED -> "recovered";
      case QUIET, CLOSED -> "gone quiet";
      case DOWN -> "down";
      case NOT_HEARD_FROM -> "nothing heard any more";
      case OPEN, UNKNOWN -> "crashing";
    };
  }

  /**
   * @param told of which the news say how many were in it
   */
  static List<Span> news(Storm storm, Delivery told) {
    List<Span> line = new ArrayList<>();
    line.add(Span.plain(tone(storm).emoji + " "));
    int known = Math.min((told.newsRevision() + 1) / 2, storm.members().size());
    List<Alert> joined = storm.members().subList(known, storm.members().size());
    if (joined.isEmpty()) {
      line.addAll(over(storm));
      return line;
    }
    line.add(Span.bold(Words.number(joined.size()) + " more"));
    String names =
        joined.stream()
            .sorted(WORST_FIRST)
            .limit(NAMED)
            .map(alert -> name(alert))
            .collect(Collectors.joining(", "));
    int left = joined.size() - NAMED;
    line.add(Span.plain(": " + names + (left > 0 ? " and " + Words.number(left) + " others" : "")));
    // Both at once if they joined and ended between two replies; of notes nothing ends.
    if (storm.isOver() && !joined.stream().allMatch(StormStory::isSingle)) {
      line.add(Span.plain(". "));
      line.addAll(over(storm));
    }
    return line;
  }

  private static List<Span> over(Storm storm) {
    return List.of(
        Span.bold("All " + Words.number(storm.members().size()) + " are over"),
        Span.plain(": " + endings(storm) + ", after " + Words.crashes(storm.crashes())));
  }

  private static String name(Alert alert) {
    return isSingle(alert)
        ? Clean.cut(Storyteller.tell(alert, Extent.COMPACT).headline(), MAX_NAME)
        : Storyteller.subject(alert, Extent.COMPACT);
  }

  /** {@code 9 recovered and 3 down}. */
  private static String endings(Storm storm) {
    Map<String, Long> counts =
        storm.members().stream()
            .filter(alert -> !isSingle(alert))
            .collect(
                Collectors.groupingBy(
                    alert -> word(Tone.endOf(alert)), TreeMap::new, Collectors.counting()));
    return Words.and(
        counts.entrySet().stream()
            .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
            .map(each -> Words.number(each.getValue()) + " " + each.getKey())
            .toList());
  }
}
