package dev.groundhog.ctl.ask;

import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.ctl.terminal.Colour;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.ctl.terminal.Table;
import dev.groundhog.ctl.terminal.Table.Cell;
import dev.groundhog.events.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/**
 * Incidents under each other. The cause stands at the end of the line where there is room for it,
 * else on a line of its own.
 */
final class IncidentTable {
  /** With less room a cause says nothing. */
  private static final int ROOM_FOR_CAUSE = 140;

  private final Screen screen;
  private final ZoneId zone;
  private final Instant now;

  IncidentTable(Screen screen, ZoneId zone, Instant now) {
    this.screen = screen;
    this.zone = zone;
    this.now = now;
  }

  List<String> lines(List<Summary> summaries) {
    boolean room = screen.width() >= ROOM_FOR_CAUSE;
    Table table =
        room
            ? new Table(
                "STATE", "UNIT", ">HOSTS", ">CRASHES", "SINCE", "LAST CRASH", "TOLD", "ID", "CAUSE")
            : new Table("STATE", "UNIT", ">HOSTS", ">CRASHES", "SINCE", "LAST CRASH", "TOLD", "ID");
    for (Summary each : summaries) table.row(cells(each, room), below(each, room));
    return table.lines(screen);
  }

  private List<Cell> cells(Summary each, boolean room) {
    String part = each.partOf() == null ? "" : "└ ";
    String ago = Plain.lasting(Duration.between(each.lastCrashAt(), now)) + " ago";
    List<Cell> cells = new ArrayList<>();
    cells.add(
        new Cell(
            Words.state(each.state(), each.severity()),
            Words.colour(each.state(), each.severity())));
    cells.add(new Cell(part + each.subject(), each.state().isOver() ? null : Colour.STRONG));
    cells.add(Cell.of(Words.hosts(each)));
    cells.add(Cell.of(Words.number(each.crashes())));
    cells.add(Cell.of(Words.time(each.openedAt(), now, zone)));
    cells.add(Cell.of(ago));
    cells.add(new Cell(Words.told(each), each.hold() == null ? null : Colour.PERSON));
    cells.add(new Cell(each.shortId(), Colour.DIM));
    if (room) cells.add(Cell.of(each.cause() == null ? "" : each.cause()));
    return cells;
  }

  private List<Cell> below(Summary each, boolean room) {
    List<Cell> below = new ArrayList<>();
    if (!room && each.cause() != null) below.add(new Cell(each.cause(), Colour.DIM));
    for (String mark : Words.marks(each, now, zone)) below.add(new Cell(mark, Colour.PERSON));
    return below;
  }

  /** {@code 3 open, 1 held back, 2 over, 14 closed}. */
  static String counts(List<Summary> summaries) {
    List<String> counts = new ArrayList<>();
    add(counts, summaries.stream().filter(s -> !s.state().isOver()).count(), "open");
    add(counts, summaries.stream().filter(s -> s.hold() != null).count(), "held back");
    add(
        counts,
        summaries.stream()
            .filter(s -> s.state().isOver() && s.state() != AlertState.CLOSED)
            .count(),
        "over");
    add(counts, summaries.stream().filter(s -> s.state() == AlertState.CLOSED).count(), "closed");
    return String.join(", ", counts);
  }

  private static void add(List<String> counts, long n, String what) {
    if (n > 0) counts.add(Words.number(n) + " " + what);
  }
}
