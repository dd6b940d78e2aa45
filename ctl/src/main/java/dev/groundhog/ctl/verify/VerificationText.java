package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.ctl.verify.Finding.Verdict;
import dev.groundhog.events.Scope;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Help.Ansi;

/**
 * A verification for a person: the answer first, then what differs, then what is explained.
 *
 * <pre>
 * DIFFERS: 1 of 31 incidents was not alerted as the log has it.
 * 2026-11-22 10:00:00 – 12:00:00 UTC, 12,345 events: 28 agree, 2 explained, 0 not judged
 *
 * differs    chat.service  …/1f3a  10:02:11 – 10:41:03
 *              crashes: 16 live, 17 by the log
 * </pre>
 */
final class VerificationText {
  private final Ansi ansi;
  private final ZoneId zone;

  VerificationText(Ansi ansi, ZoneId zone) {
    this.ansi = ansi;
    this.zone = zone;
  }

  List<String> lines(Verification verification) {
    List<String> lines = new ArrayList<>();
    lines.add(answer(verification));
    lines.add(figures(verification));
    for (Verdict verdict : List.of(Verdict.DIFFERS, Verdict.NOT_JUDGED, Verdict.EXPLAINED)) {
      for (Finding finding : verification.findings()) {
        if (finding.verdict() != verdict) continue;
        lines.add("");
        lines.add(title(finding));
        finding.lines().forEach(line -> lines.add(" ".repeat(14) + Plain.clean(line)));
      }
    }
    return lines;
  }

  private String answer(Verification verification) {
    long differ = count(verification, Verdict.DIFFERS);
    int all = verification.findings().size();
    if (differ > 0) {
      return paint("bold,red", "DIFFERS")
          + ": %,d of %s not alerted as the log has it."
              .formatted(
                  differ,
                  (all == 1
                      ? "1 incident was"
                      : "%,d incidents %s".formatted(all, differ == 1 ? "was" : "were")));
    }
    if (verification.stopped() != null) {
      return paint("bold,red", "STOPPED")
          + ": the streams-app has not been at work, or not on all partitions, since "
          + Plain.time(verification.stopped(), zone)
          + Plain.zoneOf(zone)
          + "; what came after is not judged, and nobody is told of it.";
    }
    if (all == 0)
      return paint("bold,green", "AGREES") + ": the log shows no incident, and none was alerted.";
    long unjudged = count(verification, Verdict.NOT_JUDGED);
    String what = unjudged == 0 ? "" : ", as far as it can be judged";
    return paint("bold,green", "AGREES") + ": what was alerted is what the log says" + what + ".";
  }

  private String figures(Verification verification) {
    return "%s – %s%s, %,d events: %,d agree, %,d explained, %,d not judged, %,d differ"
        .formatted(
            Plain.time(verification.range().from(), zone),
            Plain.time(verification.range().to(), zone),
            Plain.zoneOf(zone),
            verification.events(),
            count(verification, Verdict.AGREES),
            count(verification, Verdict.EXPLAINED),
            count(verification, Verdict.NOT_JUDGED),
            count(verification, Verdict.DIFFERS));
  }

  private static long count(Verification verification, Verdict verdict) {
    return verification.findings().stream().filter(f -> f.verdict() == verdict).count();
  }

  private String title(Finding finding) {
    Course course = finding.pair().any();
    String word =
        switch (finding.verdict()) {
          case DIFFERS -> paint("bold,red", String.format(Locale.ROOT, "%-12s", "differs"));
          case NOT_JUDGED -> paint("yellow", String.format(Locale.ROOT, "%-12s", "not judged"));
          default -> String.format(Locale.ROOT, "%-12s", "explained");
        };
    return word
        + "  "
        + paint("bold", name(course))
        + "  "
        + Plain.time(course.newest().firstCrashAt(), zone)
        + " – "
        + Plain.time(course.newest().lastCrashAt(), zone)
        + "  "
        + Plain.clean(course.id());
  }

  private static String name(Course course) {
    String name = Plain.clean(course.subject().name());
    return course.subject().scope() == Scope.UNIT
        ? name
        : course.subject().scope().name().toLowerCase(Locale.ROOT) + " " + name;
  }

  private String paint(String style, String text) {
    return ansi.string("@|" + style + " " + text + "|@");
  }
}
