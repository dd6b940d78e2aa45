package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** What a person means by the part of an id that they typed. Pure. */
final class Find {
  /** So many are listed where one was meant. */
  private static final int MAX_LISTED = 5;

  private Find() {}

  /**
   * The silence with this id, or the only one whose id begins so; one that has ended only if no
   * other is meant.
   */
  static ControlEvent silence(Collection<ControlEvent> silences, String wanted, Instant now) {
    List<ControlEvent> meant =
        silences.stream().filter(event -> event.id().startsWith(wanted)).toList();
    for (ControlEvent event : meant) if (event.id().equals(wanted)) return event;
    List<ControlEvent> standing =
        meant.stream().filter(e -> requireNonNull(e.silence()).until().isAfter(now)).toList();
    if (!standing.isEmpty()) meant = standing;
    if (meant.size() == 1) return meant.get(0);
    if (meant.isEmpty()) {
      throw new NotDoneException(
          "No silence has an id that begins with \"%s\"; groundhogctl silence list shows them."
              .formatted(wanted));
    }
    throw new NotDoneException(
        "Several silences begin with \"%s\": %s. Type more of the id."
            .formatted(wanted, listed(meant.stream().map(ControlEvent::id).toList())));
  }

  /** Whether an id is meant: typed whole, or its last part, as Slack shows it. */
  static boolean isMeant(String incident, String wanted) {
    return incident.equals(wanted)
        || incident.substring(incident.lastIndexOf('/') + 1).equals(wanted);
  }

  /**
   * The incident with this id, or the only one not closed whose id ends so.
   *
   * @param incidents newest revisions
   */
  static Alert incident(Collection<Alert> incidents, String wanted) {
    List<Alert> meant = incidents.stream().filter(a -> isMeant(a.incident(), wanted)).toList();
    for (Alert alert : meant) if (alert.incident().equals(wanted)) return alert;
    List<Alert> standing = meant.stream().filter(a -> a.state() != AlertState.CLOSED).toList();
    if (standing.size() == 1) return standing.get(0);
    if (meant.isEmpty()) {
      throw new NotDoneException(
          "No incident is called \"%s\": expected its id, or the last part of it, as Slack shows it."
              .formatted(wanted));
    }
    // Short ids come again after some thousand incidents: an old one is hardly meant.
    throw new NotDoneException(
        "%s \"%s\": %s. Type the whole id."
            .formatted(
                standing.isEmpty()
                    ? "Only closed incidents are called"
                    : "Several incidents are called",
                wanted,
                listed(
                    (standing.isEmpty() ? meant : standing)
                        .stream().map(Alert::incident).toList())));
  }

  private static String listed(List<String> ids) {
    String first =
        ids.stream().limit(MAX_LISTED).map(Plain::clean).collect(Collectors.joining(", "));
    return ids.size() > MAX_LISTED ? first + " and " + (ids.size() - MAX_LISTED) + " more" : first;
  }
}
