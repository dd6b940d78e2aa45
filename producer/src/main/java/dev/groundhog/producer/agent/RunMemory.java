package dev.groundhog.producer.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What was learnt of each unit's newest run while it was to be learnt: systemd tells the restart
 * counter and the program only of the run that is there now, and by the time a stop is read the
 * next one may be. Not thread-safe; bounded.
 */
final class RunMemory {
  private static final int MOST_UNITS = 1_024;

  private record Known(
      String invocation, OptionalInt restarts, Map<String, String> labels, OptionalInt next) {}

  private final Map<String, Known> units =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Known> eldest) {
          return size() > MOST_UNITS;
        }
      };

  /**
   * The restart counter of a run: what is known now, else what was known before, else what the
   * manager announced at the end of the run before it.
   */
  OptionalInt restarts(String unit, String invocation, OptionalInt now) {
    Known other = units.get(unit);
    Known known = of(unit, invocation);
    OptionalInt before = known.restarts;
    if (other != null && !other.invocation.equals(invocation)) before = other.next;
    OptionalInt restarts = now.isPresent() ? now : before;
    units.put(unit, new Known(invocation, restarts, known.labels, known.next));
    return restarts;
  }

  /** The manager announced an automatic restart after this run, the {@code count}th. */
  void restartFollows(String unit, String invocation, int count) {
    Known known = of(unit, invocation);
    units.put(unit, new Known(invocation, known.restarts, known.labels, OptionalInt.of(count)));
  }

  /** The labels of a run as they were when it was first seen; null if it was not. */
  @Nullable Map<String, String> labels(String unit, String invocation) {
    Known known = of(unit, invocation);
    return known.labels.isEmpty() ? null : known.labels;
  }

  void remember(String unit, String invocation, Map<String, String> labels) {
    Known known = of(unit, invocation);
    units.put(unit, new Known(invocation, known.restarts, labels, known.next));
  }

  private Known of(String unit, String invocation) {
    Known known = units.get(unit);
    if (known != null && known.invocation.equals(invocation)) return known;
    return new Known(invocation, OptionalInt.empty(), Map.of(), OptionalInt.empty());
  }
}
