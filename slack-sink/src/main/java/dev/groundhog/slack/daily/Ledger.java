package dev.groundhog.slack.daily;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Daily.Family;
import dev.groundhog.slack.reconcile.Storm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Adds up the revisions of a day and of the week before it. A revision says how many crashes there
 * were so far; what it has more than the one before belongs to its moment. So the sums are as exact
 * as revisions are frequent: 15 minutes at worst.
 *
 * <p>Keeps a row per incident, and the text of those that go on. Pure but for its own sums.
 */
final class Ledger {
  static final Duration DAY = Duration.ofDays(1);
  static final int WEEK = 7;

  private final Instant at;
  private final int daysBefore;
  private final Map<String, Row> rows = new HashMap<>();

  /** One incident. */
  private static final class Row {
    final @Nullable String unit;
    long seen;
    long today;
    long before;
    int hosts;
    @Nullable String channel;
    @Nullable Alert open;

    Row(@Nullable String unit, long seen) {
      this.unit = unit;
      this.seen = seen;
    }
  }

  /**
   * @param at the end of the day
   * @param knownSince the oldest revision that is kept; what is usual is known since then
   */
  Ledger(Instant at, Instant knownSince) {
    this.at = at;
    long known = Duration.between(knownSince, at.minus(DAY)).toDays();
    this.daysBefore = (int) Math.max(0, Math.min(WEEK, known));
  }

  /** The first moment that matters. */
  static Instant begin(Instant at) {
    return at.minus(DAY).minus(DAY.multipliedBy(WEEK));
  }

  /** The next revision, in the order of the log. */
  void add(Alert alert) {
    if (!alert.isIncident() || alert.at().isAfter(at)) return;
    Row row = rows.computeIfAbsent(alert.incident(), id -> row(alert));
    long more = Math.max(0, alert.crashes() - row.seen);
    row.seen = Math.max(row.seen, alert.crashes());
    row.channel = alert.channel();
    row.hosts = alert.hostCount();
    boolean today = alert.at().isAfter(at.minus(DAY));
    if (today) row.today += more;
    else if (alert.at().isAfter(at.minus(DAY.multipliedBy(daysBefore + 1L)))) row.before += more;
    row.open = isOpen(alert) ? slim(alert) : null;
  }

  /** A larger incident counts what its members have counted. */
  private static Row row(Alert first) {
    boolean ofUnit = first.scope() == Scope.UNIT;
    // Of one whose beginning is not kept, only what comes is known.
    long seen = first.revision() == 1 ? 0 : first.crashes();
    return new Row(ofUnit ? first.unit() : null, seen);
  }

  private static boolean isOpen(Alert alert) {
    boolean told = alert.newsRevision() > 0 && alert.partOf() == null;
    return told && alert.state() == AlertState.OPEN;
  }

  private static Alert slim(Alert alert) {
    return AlertBuilder.builder(alert)
        .causes(List.of())
        .hosts(alert.hosts().subList(0, Math.min(1, alert.hosts().size())))
        .suspects(List.of())
        .build();
  }

  /** What each channel is told: nothing where nothing crashed and nothing goes on. */
  List<Daily> close() {
    Map<String, List<Row>> byChannel = new TreeMap<>();
    for (Row row : rows.values()) {
      String channel = Objects.requireNonNullElse(row.channel, "");
      byChannel.computeIfAbsent(channel, c -> new ArrayList<>()).add(row);
    }
    List<Daily> all = new ArrayList<>();
    byChannel.forEach(
        (channel, its) -> {
          Daily daily =
              new Daily(
                  at,
                  daysBefore,
                  its.stream().filter(row -> row.unit != null).mapToLong(row -> row.before).sum(),
                  channel.isEmpty() ? null : channel,
                  families(its),
                  open(its));
          if (!daily.families().isEmpty() || !daily.open().isEmpty()) all.add(daily);
        });
    return all;
  }

  private static List<Family> families(List<Row> rows) {
    Map<String, Family> families = new TreeMap<>();
    for (Row row : rows) {
      if (row.unit == null) continue;
      boolean crashed = row.today > 0;
      Family its =
          new Family(row.unit, row.today, crashed ? 1 : 0, crashed ? row.hosts : 0, row.before);
      families.merge(row.unit, its, Ledger::sum);
    }
    return families.values().stream()
        .filter(family -> family.crashes() > 0)
        .sorted(Comparator.comparingLong(Family::crashes).reversed().thenComparing(Family::unit))
        .toList();
  }

  private static Family sum(Family a, Family b) {
    return new Family(
        a.unit(),
        a.crashes() + b.crashes(),
        a.incidents() + b.incidents(),
        Math.max(a.hosts(), b.hosts()),
        a.before() + b.before());
  }

  private static List<Alert> open(List<Row> rows) {
    return rows.stream()
        .map(row -> row.open)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.<Alert>comparingInt(alert -> -Storm.rank(alert.severity()))
                .thenComparing(alert -> -alert.crashes())
                .thenComparing(Alert::incident))
        .toList();
  }
}
