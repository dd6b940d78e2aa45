package dev.groundhog.ctl.replay;

import static java.util.stream.Collectors.joining;

import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A replay for a person at a terminal: one line for each thing that happened, and, set off by a
 * bar, what was decided. Signs of life are left out; edits that only correct figures are thin.
 *
 * <pre>
 * 11:22:41.581  web-1   chat.service  crash (exit-code 3)             below-threshold
 * 11:22:44.020  web-3   chat.service  crash (exit-code 3)
 *             ┃ wave: chat.service, 3 crashes on 3 hosts                        told, revision 1
 * </pre>
 */
final class Timeline implements Listener {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final PrintWriter out;
  private final Filter filter;
  private final ZoneId zone;
  private @Nullable LocalDate day;

  Timeline(PrintWriter out, Filter filter, ZoneId zone) {
    this.out = out;
    this.filter = filter;
    this.zone = zone;
  }

  @Override
  public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!filter.shows(event) || event.type() == EventType.ALIVE) return;
    String unit = event.unit() == null ? "" : event.unit();
    line(
        when,
        String.format(
            Locale.ROOT,
            "%-12s  %-24s  %-34s %s",
            event.host(),
            unit,
            what(event, verdict),
            outcome(verdict, filed)));
  }

  @Override
  public void alert(Alert alert) {
    if (!filter.shows(alert)) return;
    String bar = alert.isNews() ? "┃" : "│";
    String told = alert.isNews() ? "told" : "edited quietly";
    line(
        alert.at(),
        String.format(
            Locale.ROOT,
            "%s %s: %s, %s on %s%s; %s, revision %d of %s",
            bar,
            word(alert.reason()),
            subject(alert),
            count(alert.crashes(), "crash", "crashes"),
            count(alert.hostCount(), "host", "hosts"),
            lasting(alert),
            told,
            alert.revision(),
            alert.incident()));
  }

  @Override
  public void malformed(int partition, long offset, String reason) {
    out.print(
        "              not an event (partition "
            + partition
            + ", offset "
            + offset
            + "): "
            + reason
            + '\n');
  }

  @Override
  public void end(Totals totals) {
    out.print(
        String.format(
            Locale.ROOT,
            "%n%s, %s; %s told in %s, %s in all%s%n",
            count(totals.events(), "event", "events"),
            count(totals.crashes(), "crash", "crashes"),
            count(totals.incidents(), "incident", "incidents"),
            count(totals.told(), "notification", "notifications"),
            count(totals.revisions(), "revision", "revisions"),
            totals.malformed() == 0 ? "" : "; not events: " + totals.malformed()));
  }

  private void line(Instant when, String text) {
    LocalDate its = when.atZone(zone).toLocalDate();
    if (!its.equals(day)) {
      day = its;
      out.print("── " + its + " (" + zone + ") ──\n");
    }
    out.print((TIME.format(when.atZone(zone)) + "  " + text).stripTrailing() + '\n');
  }

  private static String what(UnitEvent event, Verdict verdict) {
    if (event.type() != EventType.STOPPED) return word(event.type());
    ServiceResult result = event.result();
    String how = result == null ? "" : word(result);
    if (event.exitStatus() != null) how = (how + ' ' + event.exitStatus()).strip();
    String kind = verdict.isCrash() ? "crash" : "stopped";
    return how.isEmpty() ? kind : kind + " (" + how + ")";
  }

  private static String outcome(Verdict verdict, List<UnitDesk.Filed> filed) {
    if (!verdict.isCrash()) {
      return switch (verdict) {
        case PLANNED, DUPLICATE, TOO_OLD -> word(verdict);
        case ENDED_WELL -> "ended well";
        default -> "";
      };
    }
    boolean alone =
        !filed.isEmpty() && filed.stream().allMatch(f -> f.reason() == Reason.BELOW_THRESHOLD);
    return alone ? word(Reason.BELOW_THRESHOLD) : "";
  }

  /** What a revision is about: a unit family, or of a larger incident all its units. */
  private static String subject(Alert alert) {
    if (alert.unit() != null) return alert.unit() + partOf(alert);
    int units = alert.members().size() + alert.membersOmitted();
    String what = alert.scope() == Scope.HOST ? "one host" : "one cause";
    return what + " with " + count(units, "unit", "units") + " " + named(alert);
  }

  private static String named(Alert alert) {
    String names = alert.members().stream().limit(3).map(Alert.Member::unit).collect(joining(", "));
    boolean more = alert.members().size() + alert.membersOmitted() > 3;
    return "(" + names + (more ? ", …" : "") + ")";
  }

  private static String partOf(Alert alert) {
    return alert.partOf() == null ? "" : ", part of " + alert.partOf();
  }

  private static String lasting(Alert alert) {
    if (!alert.state().isOver()) return "";
    Duration lasted = Duration.between(alert.firstCrashAt(), alert.lastCrashAt());
    return " over " + lasted.toString().substring(2).toLowerCase(Locale.ROOT);
  }

  private static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
