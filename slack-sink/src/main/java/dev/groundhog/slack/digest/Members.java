package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import java.util.ArrayList;
import java.util.List;

/** What a larger incident says of the services that are part of it, and they of it. */
final class Members {
  private Members() {}

  /** {@code 4 services}: all that are part, listed or not; {@code 2 of 4} where two are well. */
  static String services(Alert alert) {
    long left = alert.members().stream().filter(Alert.Member::left).count();
    long all = alert.members().size() + (long) alert.membersOmitted() - left;
    // Of one that is over and whose services left one after the other, the number says nothing.
    if (all < 2) return "services";
    long crashing = alert.members().stream().filter(Members::isCrashing).count();
    boolean some = crashing > 0 && crashing < all && alert.membersOmitted() == 0;
    return (some ? Words.number(crashing) + " of " : "") + Words.number(all) + " services";
  }

  /** One line for each service, those that crash first; empty for a unit's own incident. */
  static List<List<Span>> lines(Alert alert, Extent extent) {
    List<List<Span>> lines = new ArrayList<>();
    for (Alert.Member member : alert.members()) {
      if (lines.size() == extent.members()) break;
      lines.add(line(alert, member, extent));
    }
    int more = alert.members().size() + alert.membersOmitted() - lines.size();
    if (more > 0) {
      String services = more == 1 ? "service" : "services";
      lines.add(List.of(Span.plain("… and " + Words.number(more) + " more " + services)));
    }
    return lines;
  }

  private static List<Span> line(Alert alert, Alert.Member member, Extent extent) {
    String hosts =
        alert.scope() == Scope.CAUSE && member.hosts() > 0
            ? " on " + Words.hosts(member.hosts())
            : "";
    return List.of(
        Span.plain("• "),
        Span.bold(Clean.name(member.unit(), extent.name())),
        Span.plain("  " + Words.crashes(member.crashes()) + hosts + state(alert, member)));
  }

  /** Where it differs from what the headline says of all. */
  private static String state(Alert alert, Alert.Member member) {
    if (member.left()) return ", told elsewhere now";
    if (member.state() == Tone.endOf(alert)) return "";
    return switch (member.state()) {
      case OPEN -> ", crashing";
      case RECOVERED -> ", running again";
      case QUIET -> ", quiet";
      case DOWN -> ", stays down";
      case NOT_HEARD_FROM -> ", nothing heard any more";
      case CLOSED, UNKNOWN -> "";
    };
  }

  /** Where to read on: {@code Part of one problem with other services on web-1 (incident 1f3a)}. */
  static List<Span> partOf(Alert alert) {
    String larger = alert.partOf();
    if (larger == null) return List.of();
    String what =
        larger.startsWith("cause:") ? "of one cause that other services have too" : where(alert);
    return List.of(
        Span.bold("Part " + what),
        Span.plain(": news are told there, incident " + Storyteller.shortId(larger)));
  }

  /** Whether it ended because each service is told of by itself now. */
  static boolean areScattered(Alert alert) {
    return Tone.endOf(alert).isOver()
        && !alert.members().isEmpty()
        && alert.members().stream().allMatch(Members::standsByItself);
  }

  private static boolean isCrashing(Alert.Member member) {
    return !member.left() && member.state() == AlertState.OPEN;
  }

  /** Whether it goes on crashing after the larger incident has ended. */
  static boolean standsByItself(Alert.Member member) {
    return member.left() && member.state() == AlertState.OPEN;
  }

  static List<Span> stillCrashing(List<Alert.Member> crashing) {
    List<String> names =
        crashing.stream()
            .limit(3)
            .map(member -> Clean.name(member.unit(), Extent.COMPACT.name()))
            .toList();
    String who =
        crashing.size() > 3 ? Words.number(crashing.size()) + " services" : Words.and(names);
    return List.of(
        Span.plain("It is not several services any more. "),
        Span.bold(who),
        Span.plain(
            crashing.size() == 1
                ? " still crashes, which is told elsewhere now."
                : " still crash, which is told elsewhere now."));
  }

  private static String where(Alert alert) {
    boolean one = alert.hosts().size() == 1 && alert.state() != AlertState.UNKNOWN;
    String host = one ? Clean.name(alert.hosts().get(0).host(), Extent.COMPACT.name()) : "its host";
    return "of the trouble of several services on " + host;
  }
}
