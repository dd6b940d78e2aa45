package dev.groundhog.ctl.terminal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cells under each other, aligned, each line cut to the screen. A cell's text is cleaned here, so
 * that it may be anybody's.
 */
public final class Table {
  private static final String GAP = "  ";

  /** Text in a colour; null: none. */
  public record Cell(String text, @Nullable Colour colour) {
    public Cell {
      text = Plain.clean(text);
    }

    public static Cell of(String text) {
      return new Cell(text, null);
    }
  }

  private record Row(List<Cell> cells, List<Cell> below) {}

  private final List<String> heads;
  private final List<Row> rows = new ArrayList<>();

  /**
   * @param heads one for each column; of a column whose head begins with {@code >} the cells stand
   *     at its right side
   */
  public Table(String... heads) {
    this.heads = List.of(heads);
  }

  /**
   * @param cells one for each column
   * @param below lines of their own beneath
   */
  public void row(List<Cell> cells, List<Cell> below) {
    rows.add(new Row(List.copyOf(cells), List.copyOf(below)));
  }

  /** The head and the rows; nothing without rows. */
  public List<String> lines(Screen screen) {
    if (rows.isEmpty()) return List.of();
    int[] widths = widths();
    List<String> lines = new ArrayList<>();
    List<Cell> head = heads.stream().map(h -> new Cell(title(h), Colour.DIM)).toList();
    lines.add(line(head, widths, screen));
    for (Row row : rows) {
      lines.add(line(row.cells(), widths, screen));
      for (Cell below : row.below()) {
        lines.add(GAP + painted(cut(below.text(), screen.width() - GAP.length()), below, screen));
      }
    }
    return lines;
  }

  private int[] widths() {
    int[] widths = new int[heads.size()];
    for (int i = 0; i < widths.length; i++) {
      widths[i] = title(heads.get(i)).length();
      for (Row row : rows) widths[i] = Math.max(widths[i], length(row.cells().get(i).text()));
    }
    return widths;
  }

  private String line(List<Cell> cells, int[] widths, Screen screen) {
    StringBuilder line = new StringBuilder();
    int left = screen.width();
    for (int i = 0; i < cells.size() && left > 0; i++) {
      boolean last = i == cells.size() - 1;
      String text = cut(cells.get(i).text(), left);
      String space = " ".repeat(Math.max(0, Math.min(widths[i], left) - length(text)));
      boolean right = heads.get(i).startsWith(">");
      if (right) line.append(space);
      line.append(painted(text, cells.get(i), screen));
      if (!right && !last) line.append(space);
      if (!last) line.append(GAP);
      left -= widths[i] + GAP.length();
    }
    return line.toString().stripTrailing();
  }

  private static String painted(String text, Cell cell, Screen screen) {
    return cell.colour() == null ? text : screen.paint(cell.colour(), text);
  }

  /** At most so many characters; that something is missing is seen. */
  static String cut(String text, int width) {
    if (width <= 0) return "";
    if (length(text) <= width) return text;
    return text.substring(0, text.offsetByCodePoints(0, width - 1)) + "…";
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static String title(String head) {
    return head.startsWith(">") ? head.substring(1) : head;
  }
}
