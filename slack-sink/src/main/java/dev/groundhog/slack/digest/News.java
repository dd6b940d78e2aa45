package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What changed since people were last notified. If several news came meanwhile it speaks of the
 * newest, with the figures of all.
 */
final class News {
  private News() {}

  static List<Span> line(Subject subject, Delivery told) {
    if (subject instanceof Storm storm) return StormStory.news(storm, told);
    if (subject instanceof Daily daily) return DailyStory.news(daily);
    if (subject instanceof Blindness blind) return BlindStory.news(blind);
    return line(((Incident) subject).alert(), told);
  }

  static List<Span> line(Alert alert, Delivery told) {
    List<Span> line = new ArrayList<>();
    line.add(Span.plain(Tone.of(alert).emoji + " "));
    if (!Tone.of(alert).isCrashing()) {
      line.addAll(ended(alert));
      return line;
    }
    line.addAll(what(alert));
    line.addAll(figures(alert, told));
    return line;
  }

  private static List<Span> ended(Alert alert) {
    List<Span> line = new ArrayList<>();
    Duration lasted = Duration.between(alert.firstCrashAt(), alert.lastCrashAt());
    line.add(Span.bold(Storyteller.tell(alert, Extent.COMPACT).headline()));
    String within = lasted.toSeconds() > 0 ? " within " + Words.duration(lasted) : "";
    line.add(
        Span.plain(
            " after %s on %s%s. "
                .formatted(
                    Words.crashes(alert.crashes()), Words.hosts(alert.hostCount()), within)));
    line.addAll(Facts.ending(alert));
    return line;
  }

  private static List<Span> what(Alert alert) {
    Reason reason = alert.newsReason();
    return switch (reason) {
      case SPREAD ->
          bold(
              alert.scope() == Scope.UNIT
                  ? "Spread to " + Storyteller.hostsOf(alert)
                  : "Spread to " + Members.services(alert));
      case NEW_CAUSE -> causes(alert);
      case SEVERITY -> bold("Now " + alert.severity().name().toLowerCase(Locale.ROOT));
      case GAVE_UP -> gaveUp(alert);
      case REMINDER ->
          bold(
              "Still crashing, "
                  + Words.duration(Duration.between(alert.firstCrashAt(), alert.at()))
                  + " after the first crash");
      case REOPENED -> bold("Crashing again");
      case HOST_LOOP -> bold("Crashing in a loop");
      case WAVE -> bold("Crashing on one host after another");
      case MANY_UNITS, SHARED_CAUSE -> bold("Now " + Storyteller.subject(alert, Extent.COMPACT));
      default -> bold("Still crashing");
    };
  }

  private static List<Span> bold(String text) {
    return List.of(Span.bold(text));
  }

  private static List<Span> causes(Alert alert) {
    int ways = alert.causes().size() + alert.causesOmitted();
    List<Span> line = new ArrayList<>();
    line.add(Span.bold("It dies in another way too"));
    if (ways < 2 || alert.causesOmitted() > 0 || ways > 3) return line;
    line.add(Span.plain(", now: "));
    for (int i = 0; i < ways; i++) {
      if (i > 0) line.add(Span.plain(i == ways - 1 ? " and " : ", "));
      line.add(Span.code(Storyteller.title(alert.causes().get(i))));
    }
    return line;
  }

  private static List<Span> gaveUp(Alert alert) {
    List<String> hosts =
        alert.hosts().stream()
            .filter(host -> host.state() == HostState.GAVE_UP)
            .map(host -> Clean.name(host.host(), Extent.COMPACT.name()))
            .toList();
    String where = hosts.isEmpty() ? "" : Facts.givenUp(alert, hosts, 3);
    return List.of(
        Span.bold("systemd gave up" + (where.isEmpty() ? "" : " on " + where)),
        Span.plain(", so it stays down there until somebody starts it"));
  }

  private static List<Span> figures(Alert alert, Delivery told) {
    boolean spread = alert.newsReason() == Reason.SPREAD && alert.scope() == Scope.UNIT;
    StringBuilder text = new StringBuilder(": ").append(Words.crashes(alert.crashes()));
    // Where it spread the hosts are the news itself.
    if (!spread) text.append(" on ").append(Storyteller.hostsOf(alert));
    text.append(" so far");
    if (told.crashes() > 0 && alert.crashes() > told.crashes()) {
      text.append(", up from ").append(Words.number(told.crashes()));
      if (told.hostCount() > 0 && told.hostCount() != alert.hostCount()) {
        text.append(" on ").append(Words.hosts(told.hostCount()));
      }
    }
    return List.of(Span.plain(text.toString()));
  }
}
