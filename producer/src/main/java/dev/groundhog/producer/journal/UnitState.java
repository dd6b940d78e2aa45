package dev.groundhog.producer.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A unit as {@code systemctl show} prints it at one moment. What a systemd does not know is absent:
 * {@code LogNamespace=} came with 245. Pure.
 *
 * @param properties by their names; values as printed
 */
public record UnitState(Map<String, String> properties) {
  /** What is asked for. */
  static final List<String> PROPERTIES =
      List.of(
          "Id",
          "InvocationID",
          "NRestarts",
          "LogNamespace",
          "LogLevelMax",
          "Environment",
          "ExecStart",
          "ActiveState",
          "Restart",
          "ExecMainCode",
          "ExecMainStatus",
          "InactiveExitTimestampMonotonic");

  private static final Pattern BLOCKS = Pattern.compile("\n\n+");

  public UnitState {
    properties = Map.copyOf(properties);
  }

  /** By name: blocks of {@code key=value}, an empty line between two units. */
  static Map<String, UnitState> parse(String shown) {
    Map<String, UnitState> units = new LinkedHashMap<>();
    for (String block : BLOCKS.split(shown, -1)) {
      Map<String, String> properties = new TreeMap<>();
      List<String> execs = new ArrayList<>();
      for (String line : block.lines().toList()) {
        int equals = line.indexOf('=');
        if (equals < 1) continue;
        String value = line.substring(equals + 1);
        // A unit of Type=oneshot may have several.
        if (line.startsWith("ExecStart=")) execs.add(value);
        else properties.putIfAbsent(line.substring(0, equals), value);
      }
      properties.put("ExecStart", String.join("\n", execs));
      String id = properties.get("Id");
      if (id != null) units.put(id, new UnitState(properties));
    }
    return units;
  }

  /** The value, or the empty string. */
  public String property(String name) {
    return properties.getOrDefault(name, "");
  }

  /** Whether that run is the newest. */
  public boolean isRun(String invocation) {
    return property("InvocationID").equals(invocation);
  }

  /** Automatic restarts so far, {@code NRestarts}. */
  public OptionalInt restarts() {
    String found = property("NRestarts");
    return found.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(found))
        : OptionalInt.empty();
  }

  /**
   * Whether the journal keeps the manager's warnings about this unit from us: {@code LogLevelMax=}
   * below warning, 4. Source: syslog(3).
   */
  public boolean hidesWarnings() {
    return property("LogLevelMax").matches("[0-3]");
  }

  /** When the unit last left the inactive state, in µs of the monotonic clock; 0 for never. */
  public long leftInactiveMicros() {
    String found = property("InactiveExitTimestampMonotonic");
    return found.matches("[0-9]{1,18}") ? Long.parseLong(found) : 0;
  }
}
