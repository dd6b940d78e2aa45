package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Scope;
import dev.groundhog.slack.digest.Story.HostLine;
import dev.groundhog.slack.digest.Story.HostsLeft;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Puts a revision into words. Pure: no clock, so the same revision is the same story. */
final class Storyteller {
  private static final int MAX_TITLE = 200;

  private Storyteller() {}

  static Story tell(Subject subject, Extent extent) {
    if (subject instanceof Storm storm) return StormStory.tell(storm, extent);
    if (subject instanceof Daily daily) return DailyStory.tell(daily, extent);
    if (subject instanceof Blindness blind) return BlindStory.tell(blind);
    Incident incident = (Incident) subject;
    return Remarks.beside(tell(incident.alert(), extent), incident).on(incident.page());
  }

  static Story tell(Alert alert, Extent extent) {
    if (alert.notice() != null) return NoticeStory.tell(alert, alert.notice(), extent);
    if (alert.note() != null) return NoteStory.tell(alert, alert.note(), extent);
    List<HostLine> hosts = hosts(alert, extent);
    int shownCauses = Math.min(extent.causes(), alert.causes().size());
    return new Story(
        Tone.of(alert),
        headline(alert, extent),
        Facts.of(alert, extent),
        // The first cause is what most people look for; the others share its room.
        IntStream.range(0, shownCauses)
            .mapToObj(i -> Looks.of(alert.causes().get(i), i == 0 ? 1 : 2, extent))
            .toList(),
        causesLeft(alert.causes().size() + alert.causesOmitted() - shownCauses),
        suspects(alert, extent),
        Members.lines(alert, extent),
        hosts,
        left(alert, hosts),
        footer(alert),
        Replay.command(alert));
  }

  private static String headline(Alert alert, Extent extent) {
    String subject = subject(alert, extent);
    boolean many = alert.scope() == Scope.HOST || alert.scope() == Scope.CAUSE;
    if (Members.areScattered(alert)) return subject + " are no longer one problem";
    return switch (Tone.endOf(alert)) {
      case OPEN, UNKNOWN -> subject + (many ? " are" : " is") + " crashing" + where(alert, extent);
      case RECOVERED -> subject + (many ? " have" : " has") + " recovered";
      case QUIET -> subject + (many ? " have" : " has") + " gone quiet";
      case DOWN -> subject + (many ? " are" : " is") + " down";
      case NOT_HEARD_FROM -> subject + ": nothing heard any more";
      case CLOSED -> subject + ": no more crashes";
    };
  }

  /** What the incident is about, as the subject of a sentence. */
  static String subject(Alert alert, Extent extent) {
    if (alert.scope() == Scope.CAUSE) return Members.services(alert) + " with one cause";
    if (alert.scope() == Scope.HOST) {
      return Members.services(alert)
          + (alert.hosts().isEmpty() ? "" : " on " + firstHost(alert, extent));
    }
    return Clean.name(alert.unit() == null ? alert.incident() : alert.unit(), extent.name());
  }

  private static String where(Alert alert, Extent extent) {
    if (alert.scope() == Scope.HOST) return "";
    if (alert.hostCount() == 1 && alert.hosts().size() == 1) {
      Integer known = alert.knownHosts();
      String of = known == null || known < 2 ? "" : " (1 of " + Words.hosts(known) + ")";
      return " on " + firstHost(alert, extent) + of;
    }
    return " on " + hostsOf(alert);
  }

  static String firstHost(Alert alert, Extent extent) {
    return Clean.name(alert.hosts().get(0).host(), Math.min(40, extent.name()));
  }

  /** {@code 5 of 12 hosts}; {@code 5 hosts} where nobody knows how many there are. */
  static String hostsOf(Alert alert) {
    Integer known = alert.knownHosts();
    return known == null || known < alert.hostCount()
        ? Words.hosts(alert.hostCount())
        : Words.number(alert.hostCount()) + " of " + Words.hosts(known);
  }

  private static String causesLeft(int left) {
    if (left <= 0) return "";
    return left == 1 ? "1 other cause is not shown" : left + " other causes are not shown";
  }

  private static List<List<Span>> suspects(Alert alert, Extent extent) {
    return alert.suspects().stream()
        .limit(extent.suspects())
        .map(
            suspect ->
                List.of(
                    Span.plain(Tone.of(alert).isCrashing() ? "Crashing hosts have " : "They had "),
                    Span.bold(
                        Clean.name(suspect.label(), extent.name())
                            + "="
                            + Clean.name(suspect.value(), extent.name())),
                    Span.plain(" in common (" + Clean.line(suspect.crashing(), 30) + "); "),
                    Span.plain(
                        suspect.healthy() == null
                            ? "of healthy hosts nothing is known"
                            : "healthy hosts: " + Clean.line(suspect.healthy(), 30))))
        .toList();
  }

  private static List<HostLine> hosts(Alert alert, Extent extent) {
    // The one host stands in the headline, with all that there is.
    if (alert.scope() == Scope.HOST) return List.of();
    return alert.hosts().stream()
        .limit(extent.hosts())
        .map(
            host ->
                new HostLine(
                    Clean.name(host.host(), extent.name()),
                    host.crashes(),
                    state(host.state(), alert)))
        .toList();
  }

  /** A host's state where it differs from what is said of the whole. */
  private static String state(HostState state, Alert alert) {
    AlertState whole = Tone.endOf(alert);
    return switch (state) {
      case CRASHING -> whole == AlertState.OPEN ? "" : "crashing";
      case GAVE_UP -> "systemd gave up";
      case STOPPED -> "stopped by hand";
      case RECOVERED -> whole == AlertState.RECOVERED ? "" : "running again";
      case DOWN -> whole == AlertState.DOWN ? "" : "stays stopped";
      case NOT_HEARD_FROM -> whole == AlertState.NOT_HEARD_FROM ? "" : "not heard from";
      case QUIET -> whole == AlertState.QUIET || whole == AlertState.CLOSED ? "" : "quiet";
      case UNKNOWN -> "";
    };
  }

  private static HostsLeft left(Alert alert, List<HostLine> shown) {
    if (alert.scope() == Scope.HOST) return new HostsLeft(0, 0);
    long crashes = alert.crashes() - shown.stream().mapToLong(HostLine::crashes).sum();
    // Never less than nothing, should a writer's totals lag behind its lists.
    return new HostsLeft(Math.max(0, alert.hostCount() - shown.size()), Math.max(0, crashes));
  }

  static String footer(Alert alert) {
    List<String> parts = new ArrayList<>();
    alert.labels().entrySet().stream()
        .limit(4)
        .map(label -> Clean.name(label.getKey(), 30) + "=" + Clean.name(label.getValue(), 30))
        .forEach(parts::add);
    String opened =
        switch (alert.openReason()) {
          case HOST_LOOP -> "began as a loop on one host";
          case WAVE -> "began as a wave over hosts";
          case GAVE_UP -> "began with systemd giving up";
          case LATE -> "reported late";
          case MANY_UNITS -> "one host, many services";
          case SHARED_CAUSE -> "one cause, many services";
          default -> "";
        };
    if (!opened.isEmpty()) parts.add(opened);
    if (alert.reopened() > 0) parts.add("came back " + Words.times(alert.reopened()));
    parts.add("incident " + shortId(alert.incident()));
    return String.join(" · ", parts);
  }

  /** The end of the incident's id: short, and enough to find it by. */
  static String shortId(String incident) {
    return Clean.name(incident.substring(incident.lastIndexOf('/') + 1), 12);
  }

  static String title(Alert.Cause cause) {
    String title = cause.title() == null ? "" : Clean.line(cause.title(), MAX_TITLE).strip();
    return title.isEmpty() ? "no log line says why" : title;
  }
}
