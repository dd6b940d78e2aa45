package dev.groundhog.engine.host;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Hash;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Presence;
import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Tells the unit desks on which hosts their families exist and with which labels: when that begins,
 * when it changes, and when it ends, never in between.
 *
 * <p>A start alone makes nothing known, or the hosts that crash would be most of those that are
 * known: where no agent lists what runs, a run must have lasted. The date for that is looked at
 * when it is due and put off if the unit was started again meanwhile, so a crash loop moves no
 * entry.
 */
final class KnownUnits {
  /** A run that lasted so long is no crash loop: KEP-4603 resets its count after as much. */
  static final Duration RAN = Duration.ofMinutes(10);

  /** A unit that no list had for so long is not there: nobody stops for a day what should run. */
  static final Duration ABSENT = Duration.ofDays(1);

  private static final String UNIT = "unit-ran";

  private final HostTables tables;
  private final Agenda agenda;

  KnownUnits(HostTables tables) {
    this.tables = tables;
    this.agenda = new Agenda(tables.agenda());
  }

  // ---- all of a host

  /** The same of every family that the host is known to have. */
  void tellAll(String host, Presence presence, Instant now, List<Signal> out) {
    Set<String> families = new TreeSet<>();
    for (Map.Entry<String, UnitRow> entry : units(host)) {
      if (entry.getValue().acquaintance().told()) families.add(family(entry.getKey()));
    }
    for (String family : families) {
      out.add(new Signal.Known(family, host, now, presence, null, false));
    }
  }

  /** Nothing was heard of the host for so long that nobody knows what it has. */
  void forgetAll(String host, Instant now, List<Signal> out) {
    tellAll(host, Presence.GONE, now, out);
    for (Map.Entry<String, UnitRow> entry : units(host)) {
      UnitRow row = entry.getValue();
      if (row.acquaintance().told()) tables.units().put(entry.getKey(), forgotten(row));
    }
  }

  // ---- units

  /** A unit starts. Returns its row, which the caller saves. */
  UnitRow started(UnitRow row, UnitEvent event, String unit, Instant now, List<Signal> out) {
    Acquaintance its = row.acquaintance();
    Map<String, String> labels = Bounds.labels(event.labels());
    AcquaintanceBuilder next = AcquaintanceBuilder.builder(its).upSince(now).absentSince(null);
    if (its.told()) {
      String hash = hash("run", labels);
      if (!labels.isEmpty() && !hash.equals(its.labelsTold())) {
        out.add(known(unit, event.host(), Presence.HEARD, labels, true, now));
        next.labelsTold(hash);
      }
    } else {
      next.labels(labels);
      if (its.lookAt() == null) {
        Instant look = now.plus(RAN);
        agenda.move(Keys.of(UNIT, event.host(), unit), null, look);
        next.lookAt(look);
      }
    }
    return with(row, next);
  }

  /**
   * A run of a unit ended. Returns its row, which the caller saves.
   *
   * @param startedAt when this run began, if that was seen
   * @param when it ended
   */
  UnitRow stopped(
      UnitRow row,
      UnitEvent event,
      String unit,
      @Nullable Instant startedAt,
      Instant when,
      Instant now,
      List<Signal> out) {
    Acquaintance its = row.acquaintance();
    boolean lasted = startedAt != null && !when.isBefore(startedAt.plus(RAN));
    AcquaintanceBuilder next = AcquaintanceBuilder.builder(its).upSince(null);
    if (!its.told() && lasted) tell(its, next, unit, event.host(), Presence.RAN, now, out);
    return with(row, next);
  }

  /** The host's agent said what runs, completely. */
  void listed(UnitEvent event, List<String> running, Instant now, List<Signal> out) {
    Map<String, String> labels = Bounds.labels(event.labels());
    Set<String> listed = new HashSet<>(running);
    for (Map.Entry<String, UnitRow> entry : units(event.host())) {
      String unit = Keys.parts(entry.getKey())[1];
      if (!listed.contains(unit)) notListed(entry.getKey(), entry.getValue(), now, out);
    }
    String hash = hash("host", labels);
    for (String unit : listed) {
      String key = Keys.of(event.host(), unit);
      UnitRow row = tables.units().get(key);
      UnitRow before = row == null ? UnitRow.NEW : row;
      UnitRow after = listed(before, event.host(), unit, labels, hash, now, out);
      if (!after.equals(before)) tables.units().put(key, after);
    }
  }

  private UnitRow listed(
      UnitRow row,
      String host,
      String unit,
      Map<String, String> ofHost,
      String hash,
      Instant now,
      List<Signal> out) {
    Acquaintance its = row.acquaintance();
    AcquaintanceBuilder next = AcquaintanceBuilder.builder(its).absentSince(null);
    boolean hasRuns = its.labels() != null && !its.labels().isEmpty();
    if (!its.told() && hasRuns) {
      tell(its, next, unit, host, Presence.LISTED, now, out);
    } else if (!its.told()) {
      out.add(known(unit, host, Presence.LISTED, ofHost, false, now));
      next.told(true).labelsTold(hash).labels(null);
    } else if (isOfHost(its.labelsTold()) && !hash.equals(its.labelsTold())) {
      out.add(known(unit, host, Presence.HEARD, ofHost, false, now));
      next.labelsTold(hash);
    }
    return with(row, next);
  }

  private void notListed(String key, UnitRow row, Instant now, List<Signal> out) {
    Acquaintance its = row.acquaintance();
    if (!its.told()) return;
    if (its.absentSince() == null) {
      tables.units().put(key, with(row, AcquaintanceBuilder.builder(its).absentSince(now)));
    } else if (!now.isBefore(its.absentSince().plus(ABSENT))) {
      tables.units().put(key, forgotten(row));
      String host = Keys.parts(key)[0];
      boolean other =
          units(host).stream()
              .anyMatch(
                  entry ->
                      entry.getValue().acquaintance().told()
                          && family(entry.getKey()).equals(family(key)));
      if (!other) {
        out.add(new Signal.Known(family(key), host, now, Presence.GONE, null, false));
      }
    }
  }

  private void lookAtUnit(String host, String unit, Instant now, List<Signal> out) {
    UnitRow row = tables.units().get(Keys.of(host, unit));
    if (row == null) return;
    Acquaintance its = row.acquaintance();
    AcquaintanceBuilder next = AcquaintanceBuilder.builder(its).lookAt(null);
    if (!its.told() && its.upSince() != null) {
      Instant ran = its.upSince().plus(RAN);
      if (now.isBefore(ran)) {
        agenda.move(Keys.of(UNIT, host, unit), null, ran);
        next.lookAt(ran);
      } else {
        tell(its, next, unit, host, Presence.RAN, now, out);
      }
    }
    tables.units().put(Keys.of(host, unit), with(row, next));
  }

  /** Whether a name of this kind in the agenda is one of ours; then what it names is looked at. */
  boolean due(String kind, String host, String unit, Instant now, List<Signal> out) {
    if (!kind.equals(UNIT)) return false;
    lookAtUnit(host, unit, now, out);
    return true;
  }

  private void tell(
      Acquaintance its,
      AcquaintanceBuilder next,
      String unit,
      String host,
      Presence presence,
      Instant now,
      List<Signal> out) {
    Map<String, String> labels = its.labels() == null ? Map.of() : its.labels();
    out.add(known(unit, host, presence, labels, true, now));
    next.told(true).labels(null).labelsTold(hash("run", labels));
  }

  private static Signal.Known known(
      String unit,
      String host,
      Presence presence,
      Map<String, String> labels,
      boolean complete,
      Instant now) {
    return new Signal.Known(UnitFamily.of(unit), host, now, presence, labels, complete);
  }

  private static UnitRow forgotten(UnitRow row) {
    Acquaintance its = row.acquaintance();
    return with(row, AcquaintanceBuilder.builder(Acquaintance.NONE).lookAt(its.lookAt()));
  }

  private static UnitRow with(UnitRow row, AcquaintanceBuilder its) {
    return UnitRowBuilder.builder(row).acquaintance(its.build()).build();
  }

  private List<Map.Entry<String, UnitRow>> units(String host) {
    return tables.units().withPrefix(Keys.prefix(host));
  }

  private static String family(String key) {
    return UnitFamily.of(Keys.parts(key)[1]);
  }

  private static boolean isOfHost(@Nullable String labelsTold) {
    return labelsTold != null && labelsTold.startsWith("host:");
  }

  /** What the labels are of, and 8 hex digits: a few bytes instead of the labels. */
  private static String hash(String of, Map<String, String> labels) {
    StringBuilder all = new StringBuilder();
    labels.forEach((name, value) -> all.append(name).append('\0').append(value).append('\0'));
    return of + ":" + HexFormat.of().toHexDigits((int) Hash.of(all));
  }
}
