package dev.groundhog.ctl.ask;

import dev.groundhog.ctl.incidents.Acknowledged;
import dev.groundhog.ctl.incidents.Hold;
import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.ctl.incidents.Telling;
import dev.groundhog.ctl.terminal.Colour;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** An incident in words, for a terminal. Pure. */
final class Words {
  private static final DateTimeFormatter TIME = format("HH:mm:ss");
  private static final DateTimeFormatter DAY_TIME = format("d MMM HH:mm");
  private static final DateTimeFormatter YEAR_TIME = format("d MMM uuuu HH:mm");

  private Words() {}

  private static DateTimeFormatter format(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH);
  }

  /** {@code open critical}, {@code recovered}: only of what goes on it matters how bad it is. */
  static String state(AlertState state, Severity severity) {
    String word = Wording.word(state);
    return state == AlertState.OPEN ? word + " " + Wording.word(severity) : word;
  }

  static @Nullable Colour colour(AlertState state, Severity severity) {
    return switch (state) {
      case OPEN -> severity == Severity.CRITICAL ? Colour.BAD : Colour.WARNING;
      case RECOVERED -> Colour.GOOD;
      case DOWN, NOT_HEARD_FROM -> Colour.WARNING;
      case CLOSED -> Colour.DIM;
      default -> null;
    };
  }

  /** {@code 5 of 12}, or {@code 5} where nobody knows of how many. */
  static String hosts(Summary summary) {
    Integer known = summary.knownHosts();
    return number(summary.hostCount()) + (known == null ? "" : " of " + number(known));
  }

  static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  /** With as much of the day as is needed. */
  static String time(Instant time, Instant now, ZoneId zone) {
    var at = time.atZone(zone);
    var today = now.atZone(zone);
    if (at.toLocalDate().equals(today.toLocalDate())) return TIME.format(at);
    return (at.getYear() == today.getYear() ? DAY_TIME : YEAR_TIME).format(at);
  }

  /** Where people see it: {@code #alerts}, {@code in 1f3a}, {@code held back}. */
  static String told(Summary summary) {
    Telling told = summary.told();
    String where = told.channel() == null ? "yes" : told.channel();
    return switch (told.state()) {
      case TOLD, BEHIND -> where;
      case BEING_TOLD -> "at work";
      case PART_OF -> "in " + Summary.shortId(String.valueOf(summary.partOf()));
      case NOT_TOLD -> summary.hold() == null ? "no" : "held back";
    };
  }

  /** What people did about it, a line each. */
  static List<String> marks(Summary summary, Instant now, ZoneId zone) {
    List<String> marks = new ArrayList<>();
    if (summary.hold() != null) marks.add(held(summary.hold(), now, zone));
    else if (!summary.silences().isEmpty() && summary.state() != AlertState.CLOSED) {
      marks.add("silenced in part by " + String.join(", ", summary.silences()));
    }
    if (summary.acknowledged() != null) marks.add(taken(summary.acknowledged(), now, zone));
    return marks;
  }

  static String held(Hold hold, Instant now, ZoneId zone) {
    return "held back since %s until %s by %s (%s: %s)"
        .formatted(
            time(hold.since(), now, zone),
            time(hold.until(), now, zone),
            Plain.clean(hold.silence()),
            who(hold.by()),
            hold.reason() == null ? "no reason given" : Plain.clean(hold.reason()));
  }

  static String taken(Acknowledged ack, Instant now, ZoneId zone) {
    String since = ack.at() == null ? "" : " since " + time(ack.at(), now, zone);
    String note = ack.note() == null ? "" : ": " + Plain.clean(ack.note());
    return who(ack.by()) + " takes care of it" + since + note;
  }

  static String who(@Nullable String by) {
    return by == null ? "somebody" : Plain.clean(by);
  }
}
