package dev.groundhog.producer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What {@code systemctl show} printed: a block of {@code Name=value} lines for each unit. Pure. */
final class Shown {
  private Shown() {}

  /**
   * One map a unit; a property that stands several times, such as a command, is joined by lines.
   */
  static List<Map<String, String>> parse(String output) {
    List<Map<String, String>> units = new ArrayList<>();
    Map<String, String> unit = new TreeMap<>();
    for (String line : (output + "\n\n").split("\n", -1)) {
      int equals = line.indexOf('=');
      if (line.isEmpty() && !unit.isEmpty()) {
        units.add(unit);
        unit = new TreeMap<>();
      } else if (equals > 0) {
        unit.merge(line.substring(0, equals), line.substring(equals + 1), (a, b) -> a + "\n" + b);
      }
    }
    return units;
  }
}
