package dev.groundhog.engine.rehearsal;

import dev.groundhog.events.Alert;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What people would be told, as lines of text: each moment at which they are, then the sums. */
public final class Account {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final String NO_TIME = " ".repeat(8);

  private final ZoneId zone;
  private final Consumer<String> out;
  private @Nullable LocalDate day;

  /**
   * @param zone in which times are shown
   * @param out gets each line, without its end
   */
  public Account(ZoneId zone, Consumer<String> out) {
    this.zone = zone;
    this.out = out;
  }

  /** A revision; one that notifies nobody has no line. */
  public void alert(Alert alert) {
    if (!alert.isNews()) return;
    header(alert.at());
    List<String> lines = Wording.of(alert, zone);
    for (int i = 0; i < lines.size(); i++) {
      String time = i == 0 ? TIME.format(alert.at().atZone(zone)) : NO_TIME;
      out.accept(time + "  " + lines.get(i));
    }
  }

  public void end(Totals totals) {
    if (day != null) out.accept("");
    totals.lines().forEach(out);
  }

  private void header(Instant at) {
    LocalDate its = at.atZone(zone).toLocalDate();
    if (its.equals(day)) return;
    day = its;
    out.accept(day(its, zone));
  }

  /** {@code ── 2026-11-22 (UTC) ──}: the line before the first of a day. */
  public static String day(LocalDate day, ZoneId zone) {
    return "── " + day + " (" + (zone.equals(ZoneOffset.UTC) ? "UTC" : zone) + ") ──";
  }
}
