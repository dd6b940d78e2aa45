package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Reason;
import java.util.ArrayList;
import java.util.List;

/**
 * A single start or stop in words: "chat.service started on web-1", "chat.service stopped on web-1:
 * exit 3" and the last lines. Pure.
 */
final class NoticeStory {
  private NoticeStory() {}

  static Tone tone(Alert alert) {
    if (alert.newsReason() == Reason.STARTED) return Tone.STARTED;
    return alert.crashes() > 0 ? Tone.CRASHED : Tone.STOPPED;
  }

  static Story tell(Alert alert, Alert.Notice notice, Extent extent) {
    boolean log = !alert.causes().isEmpty();
    return new Story(
        tone(alert),
        headline(alert, notice, extent),
        List.of(when(alert, notice)),
        log ? List.of(look(alert.causes().get(0), extent)) : List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        new Story.HostsLeft(0, 0),
        Storyteller.footer(alert),
        "");
  }

  private static String headline(Alert alert, Alert.Notice notice, Extent extent) {
    String unit = Clean.name(notice.unit() == null ? "?" : notice.unit(), extent.name());
    String where = alert.hosts().isEmpty() ? "" : " on " + Storyteller.firstHost(alert, extent);
    if (alert.newsReason() == Reason.STARTED) return unit + " started" + where;
    if (notice.planned()) return unit + " stopped" + where + ", as asked";
    if (alert.crashes() == 0 && alert.exits().keySet().stream().allMatch(NoticeStory::isGood)) {
      return unit + " ended well" + where;
    }
    String exit =
        alert.exits().keySet().stream().map(Exits::decode).findFirst().orElse("nobody knows why");
    return unit + " stopped" + where + ": " + exit;
  }

  private static boolean isGood(String exit) {
    return exit.startsWith("success") || exit.startsWith("exec-condition");
  }

  private static Story.Look look(Alert.Cause cause, Extent extent) {
    Story.Look look = Looks.of(cause, 1, extent);
    return new Story.Look(
        look.title(),
        "in its last lines",
        look.host(),
        look.at(),
        look.before(),
        look.log(),
        look.after());
  }

  private static List<Span> when(Alert alert, Alert.Notice notice) {
    List<Span> line = new ArrayList<>();
    line.add(Span.plain("At "));
    line.add(Span.dayTime(alert.lastCrashAt()));
    int others = notice.others();
    if (others > 0) {
      String what = others == 1 ? " more start or stop" : " more starts and stops";
      line.add(Span.plain(", and "));
      line.add(Span.bold(Words.number(others) + what));
      line.add(Span.plain(" just before it"));
    }
    return line;
  }
}
