package dev.groundhog.ctl.archive;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which records of a log a replay of a range needs, so that it decides from them what it would
 * decide from the whole log.
 *
 * <p>Of unit events all from the warm-up on: an incident's suspects, its known hosts and what it is
 * part of come from those that it does not name. Of alerts every revision of each incident that was
 * not closed when the warm-up began: by them a replay finds its warm-up, and verify compares. Of
 * control events what was said until the end, and all versions of the rules, for the longest gap of
 * any of them decides how long the warm-up is.
 */
public final class Contents {
  private final Instant begin;
  private final Instant to;
  private final Map<String, Instant> closed = new HashMap<>();

  private Contents(Instant begin, Instant to) {
    this.begin = begin;
    this.to = to;
  }

  /**
   * Looks through the alerts once.
   *
   * @param begin first append time of the warm-up
   * @param to last append time of the range
   */
  public static Contents of(Source source, Instant begin, Instant to) {
    Contents contents = new Contents(begin, to);
    source.alerts(contents::look);
    return contents;
  }

  private void look(LogRecord record) {
    Alert alert = alert(record);
    if (alert == null) return;
    if (alert.state() == AlertState.CLOSED) closed.put(alert.incident(), record.appended());
    else closed.remove(alert.incident());
  }

  /** Whether this alert belongs to it. */
  public boolean hasAlert(LogRecord record) {
    Alert alert = alert(record);
    if (alert == null) return false;
    // The log's time of the decision: it is written a moment later.
    if (alert.at().isAfter(to)) return false;
    Instant end = closed.get(alert.incident());
    return end == null || !end.isBefore(begin);
  }

  /** Whether this control event belongs to it. */
  public boolean hasControlEvent(LogRecord record) {
    if (!record.appended().isAfter(to)) return true;
    try {
      ControlEvent event = Wire.CONTROL.decode(record.value());
      return event.type() == ControlType.RULES;
    } catch (MalformedEventException e) {
      return false;
    }
  }

  private static @Nullable Alert alert(LogRecord record) {
    try {
      return Wire.ALERT.decode(record.value());
    } catch (MalformedEventException e) {
      // A replay makes nothing of it either.
      return null;
    }
  }
}
