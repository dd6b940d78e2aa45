package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Daily.Family;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A day in words. What is not listed is counted, with its crashes. Pure. */
final class DailyStory {
  /** Closer to the average than that is as usual: a day has its accidents. */
  private static final double MORE = 1.5;

  private static final double LESS = 1 / MORE;

  private DailyStory() {}

  static Story tell(Daily daily, Extent extent) {
    return new Story(
        Tone.DAILY,
        headline(daily),
        List.of(facts(daily)),
        List.of(),
        "",
        List.of(),
        lines(daily, extent),
        List.of(),
        new Story.HostsLeft(0, 0),
        footer(daily),
        "");
  }

  private static String headline(Daily daily) {
    String crashes =
        daily.families().isEmpty()
            ? "no crashes"
            : Words.crashes(daily.crashes()) + " of " + services(daily.families().size());
    int open = daily.open().size();
    return "Daily digest: "
        + crashes
        + (open == 0 ? "" : ", " + Words.number(open) + " still open");
  }

  private static String services(long n) {
    return Words.number(n) + (n == 1 ? " service" : " services");
  }

  private static List<Span> facts(Daily daily) {
    List<Span> line = new ArrayList<>();
    line.add(Span.plain("In the 24 hours until "));
    line.add(Span.dayTime(daily.at()));
    String trend = trend(daily.crashes(), daily.before(), daily.daysBefore());
    if (!trend.isEmpty()) line.add(Span.plain(", all together " + trend));
    return line;
  }

  private static List<List<Span>> lines(Daily daily, Extent extent) {
    List<List<Span>> lines = new ArrayList<>();
    int shown = room(daily.families().size(), extent.members());
    daily.families().subList(0, shown).forEach(family -> lines.add(line(family, daily, extent)));
    List<Family> left = daily.families().subList(shown, daily.families().size());
    if (!left.isEmpty()) {
      long crashes = left.stream().mapToLong(Family::crashes).sum();
      lines.add(more(services(left.size()).replace(" ", " more "), crashes));
    }
    if (daily.open().isEmpty()) return lines;
    if (!lines.isEmpty()) lines.add(List.of());
    lines.add(List.of(Span.bold("Still open")));
    int open = room(daily.open().size(), extent.members());
    daily.open().subList(0, open).forEach(alert -> lines.add(line(alert, extent)));
    int rest = daily.open().size() - open;
    if (rest > 0) lines.add(List.of(Span.plain("… and " + Words.number(rest) + " more")));
    return lines;
  }

  /** One that is left would take the line that says so. */
  private static int room(int size, int most) {
    return size == most + 1 ? size : Math.min(size, most);
  }

  private static List<Span> more(String what, long crashes) {
    return List.of(Span.plain("… and " + what + " with " + Words.crashes(crashes)));
  }

  private static List<Span> line(Family family, Daily daily, Extent extent) {
    String incidents = family.incidents() == 1 ? "" : " in " + family.incidents() + " incidents";
    String hosts = (family.incidents() == 1 ? " on " : ", on up to ") + Words.hosts(family.hosts());
    String trend = trend(family.crashes(), family.before(), daily.daysBefore());
    return List.of(
        Span.bold(Clean.name(family.unit(), extent.name())),
        Span.plain("  " + Words.crashes(family.crashes()) + incidents + hosts),
        Span.plain(trend.isEmpty() ? "" : ", " + trend));
  }

  private static List<Span> line(Alert alert, Extent extent) {
    return List.of(
        Span.plain(Tone.of(alert).emoji + " "),
        Span.bold(Storyteller.subject(alert, extent)),
        Span.plain(
            "  %s on %s since "
                .formatted(Words.crashes(alert.crashes()), Storyteller.hostsOf(alert))),
        Span.dayTime(alert.firstCrashAt()));
  }

  /**
   * {@code ▲ 3.1 times an average day}.
   *
   * @return empty: nobody knows what is usual, or there is nothing to compare
   */
  static String trend(long crashes, long before, int days) {
    if (days == 0 || crashes == 0) return "";
    if (before == 0)
      return days == 1 ? "★ none the day before" : "★ none in the " + days + " days before";
    double ratio = crashes / ((double) before / days);
    if (ratio >= MORE) return "▲ " + times(ratio) + " an average day";
    return ratio <= LESS ? "▼ " + times(ratio) + " an average day" : "about as on an average day";
  }

  private static String times(double ratio) {
    String number =
        ratio >= 10 ? Words.number(Math.round(ratio)) : String.format(Locale.ROOT, "%.1f", ratio);
    return number + " times";
  }

  private static String footer(Daily daily) {
    return switch (daily.daysBefore()) {
      case 0 -> "nothing older to compare with yet";
      case 1 -> "compared with the day before";
      default -> "compared with the " + daily.daysBefore() + " days before";
    };
  }

  static List<Span> news(Daily daily) {
    return List.of(Span.plain(Tone.DAILY.emoji + " "), Span.bold(headline(daily)));
  }
}
