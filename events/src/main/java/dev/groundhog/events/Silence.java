package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What people need not be told for a while. It holds back telling, never counting.
 *
 * <p>Everything that it names must match; what it does not name may be anything. It names at least
 * one thing: a silence of everything is no silence but a broken alerting. In globs {@code *} is any
 * text and {@code ?} one character.
 *
 * <p>Readers skip fields that they do not know, and would then hold back too much. So a further
 * thing to match by needs another {@link ControlEvent.ControlType}, which they skip as a whole.
 *
 * @param unit glob over unit families, {@code worker@.service}; {@code chat} and {@code worker@} do
 *     without the suffix. Null: any
 * @param host glob over hosts; null: any
 * @param labels that the alert must have, with these values; at most 64
 * @param scope what kind of incident; null: any, unknown: none
 * @param from first moment
 * @param until first moment after it; not after {@code from}: it never holds
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"unit", "host", "labels", "scope", "from", "until"})
public record Silence(
    @Nullable String unit,
    @Nullable String host,
    Map<String, String> labels,
    @Nullable Scope scope,
    Instant from,
    Instant until) {

  public Silence {
    if (unit != null) Check.name("silence.unit", unit);
    if (host != null) Check.name("silence.host", host);
    labels = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    if (labels.size() > UnitEvent.MAX_LABELS) {
      throw Check.malformed(
          "silence.labels", "at most " + UnitEvent.MAX_LABELS, labels.size() + " of them");
    }
    // To leave one out would hold back more than was said.
    if (labels.values().stream().anyMatch(Objects::isNull)) {
      throw Check.malformed("silence.labels", "a value for each", "one without");
    }
    if (unit == null && host == null && labels.isEmpty() && scope == null) {
      throw Check.malformed("silence", "a unit, a host, a label or a scope", "none of them");
    }
    Check.present("silence.from", from);
    Check.present("silence.until", until);
  }

  /** Whether it holds at this moment. */
  public boolean isActive(Instant now) {
    return !now.isBefore(from) && now.isBefore(until);
  }

  /**
   * Whether it covers this host of this alert, at whatever time: unit, host, labels and scope
   * match. Of an incident of several units each must match; of units that the alert leaves out that
   * cannot be known, so a silence that names a unit does not cover them.
   */
  public boolean covers(Alert alert, String host) {
    return Cell.of(alert).stream().allMatch(cell -> covers(alert, new Cell(host, cell.unit())));
  }

  boolean covers(Alert alert, Cell cell) {
    return (scope == null || (scope == alert.scope() && scope != Scope.UNKNOWN))
        && alert.labels().entrySet().containsAll(labels.entrySet())
        && (host == null || (cell.host() != null && Glob.matches(host, cell.host())))
        && coversUnit(alert, cell.unit());
  }

  private boolean coversUnit(Alert alert, @Nullable String its) {
    if (unit == null) return true;
    // An incident is one of all instances together; a single start or stop is one instance's.
    Alert.Notice notice = alert.notice();
    if (notice != null && UnitGlob.matches(unit, notice.unit())) return true;
    return its != null && UnitGlob.matches(unit, its);
  }
}
