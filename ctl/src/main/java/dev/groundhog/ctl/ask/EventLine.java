package dev.groundhog.ctl.ask;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.terminal.Colour;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.engine.rehearsal.Account;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.engine.signal.When;
import dev.groundhog.events.EventType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An event in one line: when, where, what, how, and the last line that the run wrote.
 *
 * <pre>
 * 11:22:41.581  web-1  chat.service  stopped   exit-code 3, restarts 3  panic: out of rooms
 * </pre>
 */
final class EventLine {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private final Screen screen;
  private final ZoneId zone;
  private @Nullable LocalDate day;

  EventLine(Screen screen, ZoneId zone) {
    this.screen = screen;
    this.zone = zone;
  }

  /** With a line for the day before the first one of it. */
  String of(LogRecord record, UnitEvent event) {
    Instant when = When.of(event, record.appended());
    String unit = event.unit() == null ? "" : event.unit();
    String text =
        "%-12s  %-24s  %-8s  %s"
            .formatted(
                Plain.clean(event.host()),
                Plain.clean(unit),
                Wording.word(event.type()),
                String.join("  ", details(event)));
    return line(when, text, colour(event));
  }

  String malformed(LogRecord record, MalformedEventException why) {
    String text =
        "not an event (partition %d, offset %d): %s"
            .formatted(record.partition(), record.offset(), Plain.clean(why.getMessage()));
    return line(record.appended(), text, Colour.WARNING);
  }

  private String line(Instant when, String text, @Nullable Colour colour) {
    String time = TIME.format(when.atZone(zone)) + "  ";
    String cut = cut(text.stripTrailing(), screen.width() - time.length());
    String line = time + (colour == null ? cut : screen.paint(colour, cut));
    LocalDate its = when.atZone(zone).toLocalDate();
    if (its.equals(day)) return line;
    day = its;
    return Account.day(its, zone) + System.lineSeparator() + line;
  }

  private static String cut(String text, int width) {
    int length = text.codePointCount(0, text.length());
    if (length <= width || width < 2) return text;
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static List<String> details(UnitEvent event) {
    List<String> details = new ArrayList<>();
    String how = how(event);
    if (!how.isEmpty()) details.add(how);
    if (event.title() != null) details.add(Plain.clean(event.title()));
    if (event.text() != null) details.add(Plain.clean(event.text()));
    if (event.type() == EventType.SHED) details.add(event.dropped().toString());
    if (event.tail() != null && !event.tail().lines().isEmpty()) {
      List<String> lines = event.tail().lines();
      details.add(Plain.clean(lines.get(lines.size() - 1)));
    }
    return details;
  }

  private static String how(UnitEvent event) {
    List<String> how = new ArrayList<>();
    ServiceResult result = event.result();
    if (result != null) how.add(Wording.word(result) + status(event));
    if (Boolean.TRUE.equals(event.planned())) how.add("planned");
    if (event.restarts() != null && event.restarts() > 0) how.add("restarts " + event.restarts());
    if (event.level() != null) how.add(Plain.clean(event.level()));
    return String.join(", ", how);
  }

  private static String status(UnitEvent event) {
    return event.exitStatus() == null ? "" : " " + Plain.clean(event.exitStatus());
  }

  private static @Nullable Colour colour(UnitEvent event) {
    return switch (event.type()) {
      case GAVE_UP -> Colour.BAD;
      case STOPPED -> isGood(event) ? null : Colour.WARNING;
      case ALIVE, STARTING -> Colour.DIM;
      case SHED -> Colour.WARNING;
      default -> null;
    };
  }

  private static boolean isGood(UnitEvent event) {
    return Boolean.TRUE.equals(event.planned()) || event.result() == ServiceResult.SUCCESS;
  }

  /** Where it stands, when it happened, and the event as it is. */
  static String json(LogRecord record, UnitEvent event) {
    return Line.of("event", new Read(record, When.of(event, record.appended()), event));
  }

  /** For programs. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Read(int partition, long offset, Instant appended, Instant when, UnitEvent event) {
    Read(LogRecord record, Instant when, UnitEvent event) {
      this(record.partition(), record.offset(), record.appended(), when, event);
    }
  }
}
