package dev.groundhog.engine.rehearsal;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A revision in a line for a terminal, and lines below it for what does not fit.
 *
 * <pre>
 * wave            chat.service · 3 crashes in 40s on 3 of 12 hosts: web-1, web-2, web-3 · warning
 *                 panic: index out of range [#] with length #
 * </pre>
 */
public final class Wording {
  private static final int REASON = 14;
  private static final String INDENT = " ".repeat(REASON + 2);
  private static final int MAX_NAMES = 3;
  private static final int NAMES_OF_MORE = 2;
  private static final Set<HostState> NOTABLE =
      EnumSet.of(HostState.GAVE_UP, HostState.STOPPED, HostState.NOT_HEARD_FROM);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private Wording() {}

  /**
   * One line or more, without the time.
   *
   * @param zone in which times are shown
   */
  public static List<String> of(Alert alert, ZoneId zone) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    line.append(String.format(Locale.ROOT, "%-" + REASON + "s  ", word(alert.reason())))
        .append(subject(alert))
        .append(" · ")
        .append(figures(alert));
    if (alert.reopened() > 0) line.append(" · came back ").append(times(alert.reopened()));
    String standing = standing(alert);
    if (!standing.equals(word(alert.reason()))) line.append(" · ").append(standing);
    if (alert.channel() != null) line.append(" · to ").append(alert.channel());
    lines.add(line.toString());
    for (String detail : details(alert, zone)) lines.add(INDENT + detail);
    return lines;
  }

  /** {@code gave-up}: a constant as the contract writes it. */
  public static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  static String times(long n) {
    return n == 1 ? "once" : n == 2 ? "twice" : n + " times";
  }

  /** {@code 2h 5m}, {@code 4m 20s}, {@code 3s}; less than a second is none. */
  static String lasting(Duration time) {
    String text =
        part(time.toHours(), "h")
            + part(time.toMinutesPart(), "m")
            + part(time.toSecondsPart(), "s");
    return text.strip();
  }

  private static String part(long n, String unit) {
    return n == 0 ? "" : n + unit + " ";
  }

  private static String subject(Alert alert) {
    if (alert.note() != null && alert.note().title() != null) return alert.note().title();
    if (alert.unit() != null) return alert.unit();
    int units = alert.members().size() + alert.membersOmitted();
    String host = alert.hosts().isEmpty() ? "" : " " + alert.hosts().get(0).host();
    String what = alert.scope() == Scope.HOST ? "host" + host : word(alert.scope());
    return what + " with " + count(units, "unit", "units");
  }

  private static String figures(Alert alert) {
    if (alert.note() != null) return hosts(alert);
    String crashes =
        alert.crashes() == 0 ? "no crash seen" : count(alert.crashes(), "crash", "crashes");
    String within = lasting(Duration.between(alert.firstCrashAt(), alert.lastCrashAt()));
    return crashes + (within.isEmpty() ? "" : " in " + within) + " on " + hosts(alert);
  }

  private static String hosts(Alert alert) {
    int room = alert.hostCount() > MAX_NAMES ? NAMES_OF_MORE : MAX_NAMES;
    List<String> names = alert.hosts().stream().limit(room).map(part -> name(part, alert)).toList();
    int more = alert.hostCount() - names.size();
    String listed = String.join(", ", names) + (more > 0 ? ", +" + more : "");
    Integer known = alert.knownHosts();
    boolean alone = alert.hostCount() == 1 && (known == null || known == 1);
    if (alone) return listed;
    String of = known == null ? "" : " of " + known;
    return alert.hostCount() + of + " hosts: " + listed;
  }

  /** With how it stands, where that is not what the incident's own state says. */
  private static String name(Alert.HostPart part, Alert alert) {
    boolean asExpected =
        switch (alert.state()) {
          case OPEN -> !NOTABLE.contains(part.state());
          case CLOSED -> true;
          default -> word(part.state()).equals(word(alert.state()));
        };
    return asExpected ? part.host() : part.host() + " (" + word(part.state()) + ")";
  }

  private static String standing(Alert alert) {
    boolean over = alert.state().isOver() && alert.note() == null;
    return over ? word(alert.state()) : word(alert.severity());
  }

  private static List<String> details(Alert alert, ZoneId zone) {
    List<String> details = new ArrayList<>();
    if (alert.reason() == Reason.LATE) {
      String from = TIME.format(alert.firstCrashAt().atZone(zone));
      String to = TIME.format(alert.lastCrashAt().atZone(zone));
      details.add("was from " + from + " to " + to + ", reported late");
    }
    Alert.Note note = alert.note();
    if (note != null && !note.lines().isEmpty()) {
      details.add(note.lines().get(note.lines().size() - 1));
    }
    if (note != null && note.others() > 0) {
      details.add("and " + count(note.others(), "more note", "more notes") + " just before it");
    }
    if (opens(alert) || alert.reason() == Reason.NEW_CAUSE) {
      boolean several = alert.causes().size() > 1;
      for (Alert.Cause cause : alert.causes()) {
        details.add(several ? cause.crashes() + " × " + cause.title() : cause.title());
      }
    }
    for (Alert.Suspect suspect : alert.suspects()) {
      String healthy = Objects.requireNonNullElse(suspect.healthy(), "unknown");
      details.add(
          "suspect: %s=%s: %s crashing, healthy %s"
              .formatted(suspect.label(), suspect.value(), suspect.crashing(), healthy));
    }
    if (!alert.members().isEmpty()) {
      details.add(alert.members().stream().map(Wording::member).collect(Collectors.joining(", ")));
    }
    if (alert.partOf() != null) details.add("part of " + alert.partOf());
    return details;
  }

  private static boolean opens(Alert alert) {
    return alert.revision() == 1;
  }

  private static String member(Alert.Member member) {
    if (member.left()) return member.unit() + " (left)";
    String state = member.state() == AlertState.OPEN ? "" : " " + word(member.state());
    return member.unit() + " " + member.crashes() + state;
  }
}
