package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.slack.reconcile.Incident;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people said of an incident, as lines of its message. Pure. */
final class Remarks {
  private static final int MAX_TEXT = 150;

  private Remarks() {}

  static Story beside(Story story, Incident incident) {
    if (incident.remarks().isEmpty()) return story;
    List<List<Span>> facts = new ArrayList<>(story.facts());
    for (ControlEvent each : incident.remarks()) {
      facts.add(each.type() == ControlType.ACK ? ack(each) : mark(each, incident.alert()));
    }
    return story.with(facts);
  }

  private static List<Span> mark(ControlEvent mark, Alert alert) {
    Instant at = mark.at() == null ? alert.firstCrashAt() : mark.at();
    return List.of(
        Span.plain("📌 "),
        Span.bold(text(mark.text(), "a mark")),
        Span.plain(
            " "
                + Words.duration(Duration.between(at, alert.firstCrashAt()))
                + " before the first crash"
                + (mark.by() == null ? "" : " (" + Clean.name(mark.by(), 40) + ")")));
  }

  private static List<Span> ack(ControlEvent ack) {
    String why = text(ack.text(), "");
    return List.of(
        Span.plain("👀 Acknowledged by "),
        Span.bold(ack.by() == null ? "somebody" : Clean.name(ack.by(), 40)),
        Span.plain((why.isEmpty() ? "" : ": " + why) + ". No more reminders."));
  }

  private static String text(@Nullable String raw, String otherwise) {
    String clean = raw == null ? "" : Clean.line(raw, MAX_TEXT).strip();
    return clean.isEmpty() ? otherwise : clean;
  }
}
