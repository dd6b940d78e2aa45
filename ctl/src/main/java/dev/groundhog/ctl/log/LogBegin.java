package dev.groundhog.ctl.log;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Since when unit events are kept, where older ones were there and are deleted. */
public final class LogBegin {
  private LogBegin() {}

  /**
   * Of the partitions' first records; deletion reaches each partition by itself, days apart.
   *
   * @return the latest of their append times; null: nothing was ever deleted
   */
  public static @Nullable Instant of(Source source) {
    List<LogRecord> firsts = new ArrayList<>();
    source.firstUnitEvents(firsts::add);
    return firsts.stream()
        .filter(record -> record.offset() > 0)
        .map(LogRecord::appended)
        .max(Instant::compareTo)
        .orElse(null);
  }
}
