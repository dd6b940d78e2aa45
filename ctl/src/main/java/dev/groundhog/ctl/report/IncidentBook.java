package dev.groundhog.ctl.report;

import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each incident's newest revision, and what was told of it. */
final class IncidentBook {
  /** The worst ones are shown. */
  static final int MAX_INCIDENTS = 200;

  private static final int MAX_TOLD = 300;

  /** One incident. */
  private static final class Entry {
    private Alert newest;
    private final List<Report.Moment> told = new ArrayList<>();
    private int toldOmitted;
    private int edited;
    private @Nullable String ending;
    private @Nullable Instant endedAt;

    Entry(Alert newest) {
      this.newest = newest;
    }
  }

  private final ZoneId zone;
  private final Map<String, Entry> entries = new HashMap<>();

  IncidentBook(ZoneId zone) {
    this.zone = zone;
  }

  /** {@code UTC} rather than {@code Z}. */
  String zone() {
    return zone.equals(ZoneOffset.UTC) ? "UTC" : zone.getId();
  }

  void take(Alert alert) {
    Entry entry = entries.computeIfAbsent(alert.incident(), id -> new Entry(alert));
    entry.newest =
        withoutSamples(alert.state() == AlertState.CLOSED ? lastWords(entry, alert) : alert);
    if (!alert.state().isOver()) {
      entry.ending = null;
      entry.endedAt = null;
    } else {
      if (entry.endedAt == null) entry.endedAt = alert.at();
      if (alert.state() != AlertState.CLOSED) entry.ending = Wording.word(alert.state());
    }
    if (alert.isNews()) tell(entry, alert);
    else entry.edited++;
    if (entries.size() > 2 * MAX_INCIDENTS) {
      List<Entry> sorted = sorted();
      sorted
          .subList(MAX_INCIDENTS, sorted.size())
          .forEach(e -> entries.remove(e.newest.incident()));
    }
  }

  /** When it is closed its hosts are let go, and count as healthy ones of the next. */
  private static Alert lastWords(Entry entry, Alert closed) {
    Alert before = entry.newest;
    return AlertBuilder.builder(closed)
        .knownHosts(before.knownHosts())
        .suspects(before.suspects())
        .build();
  }

  private void tell(Entry entry, Alert alert) {
    if (entry.told.size() >= MAX_TOLD) {
      entry.told.remove(MAX_TOLD / 2);
      entry.toldOmitted++;
    }
    List<String> lines = Wording.of(alert, zone);
    String reason = Wording.word(alert.reason());
    entry.told.add(
        new Report.Moment(
            alert.at().toEpochMilli(),
            alert.revision(),
            reason,
            Wording.word(alert.severity()),
            Wording.word(alert.state()),
            lines.get(0).substring(reason.length()).strip(),
            lines.stream().skip(1).map(String::strip).toList(),
            null));
  }

  /** The news that was taken last was not told. */
  void heldBack(Alert alert, String why) {
    Entry entry = entries.get(alert.incident());
    if (entry == null || entry.told.isEmpty()) return;
    int newest = entry.told.size() - 1;
    Report.Moment moment = entry.told.get(newest);
    if (moment.revision() == alert.revision()) entry.told.set(newest, moment.heldBack(why));
  }

  private static Alert withoutSamples(Alert alert) {
    List<Alert.Cause> causes =
        alert.causes().stream()
            .map(
                cause ->
                    new Alert.Cause(
                        cause.fingerprint(),
                        cause.title(),
                        cause.crashes(),
                        cause.hosts(),
                        null,
                        cause.decisive()))
            .toList();
    return AlertBuilder.builder(alert).causes(causes).build();
  }

  /**
   * Those that go on first, then the worst; of those that are equally bad the one that began first.
   */
  private List<Entry> sorted() {
    List<Entry> sorted = new ArrayList<>(entries.values());
    sorted.sort(
        Comparator.<Entry, Boolean>comparing(entry -> entry.newest.partOf() != null)
            .thenComparing(entry -> entry.newest.state().isOver())
            .thenComparing(entry -> entry.newest.severity() != Severity.CRITICAL)
            .thenComparingLong(entry -> -entry.newest.crashes())
            .thenComparing(entry -> entry.newest.firstCrashAt())
            .thenComparing(entry -> entry.newest.incident()));
    return sorted;
  }

  /**
   * @param all how many there were
   */
  long omitted(long all) {
    return Math.max(0, all - Math.min(entries.size(), MAX_INCIDENTS));
  }

  List<Report.IncidentShown> shown(Speech speech) {
    return sorted().stream().limit(MAX_INCIDENTS).map(entry -> shown(entry, speech)).toList();
  }

  private static Report.IncidentShown shown(Entry entry, Speech speech) {
    Instant ended = entry.endedAt;
    return new Report.IncidentShown(
        new String(Wire.ALERT.encode(entry.newest), StandardCharsets.UTF_8),
        entry.ending,
        ended == null ? null : ended.toEpochMilli(),
        List.copyOf(entry.told),
        entry.toldOmitted,
        entry.edited,
        speech.explain(entry.newest));
  }
}
