package dev.groundhog.engine.host;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Pace;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.engine.signal.UnitFamily;
import dev.groundhog.events.UnitEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells the unit desks what is seen of units that crashed not long ago; nobody asks about the
 * others. The host remembers which these are, so that the sign of life of a host on which nothing
 * crashed, the most frequent fact there is, costs a look at one row.
 */
final class Sights {
  /** Signs of a unit matter this long after its last crash: the default of lateness. */
  static final Duration INTEREST = Duration.ofHours(24);

  /** Where more units of a host crashed in that time, all of the host's units are looked at. */
  static final int NAMED = 64;

  private final HostTables tables;

  Sights(HostTables tables) {
    this.tables = tables;
  }

  /** Remembers that a unit crashed. */
  void crashed(String host, String unit) {
    HostRow row = tables.hosts().get(host);
    if (row == null || row.manyCrashed() || row.crashed().contains(unit)) return;
    List<String> crashed = new ArrayList<>(row.crashed());
    crashed.add(unit);
    tables.hosts().put(host, remembering(row, crashed));
  }

  /**
   * A host's agent says that it lives, and perhaps which units run. What is new is told of always,
   * that nothing changed at the {@link Pace} of each unit.
   *
   * @param before when it said so before; null: it did not, or was silent
   */
  void alive(
      HostRow row,
      @Nullable Instant before,
      UnitEvent event,
      Instant appended,
      Instant when,
      List<Signal> out) {
    List<String> listed = event.units();
    if (listed != null) {
      tables.running().put(event.host(), new Running(listed, event.unitsHash()));
    }
    if (row.crashed().isEmpty() && !row.manyCrashed()) return;
    List<String> running = listed == null ? unchanged(event) : listed;
    // Of a list that nobody knows anything may be true.
    boolean always = listed != null || (running == null && event.unitsHash() != null);
    List<String> recent = new ArrayList<>();
    List<String> asked = row.manyCrashed() ? allOf(event.host()) : row.crashed();
    for (String unit : asked) {
      UnitRow its = tables.units().get(Keys.of(event.host(), unit));
      if (its == null || its.crashedAt() == null || !isRecent(its, appended)) continue;
      recent.add(unit);
      if (!always && !Pace.isDue(its.crashedAt(), before, appended)) continue;
      see(event.host(), unit, its, sight(unit, running), appended, when, out);
    }
    boolean same = row.manyCrashed() ? recent.size() > NAMED : recent.size() == asked.size();
    if (!same) tables.hosts().put(event.host(), remembering(row, recent));
  }

  private static HostRow remembering(HostRow row, List<String> crashed) {
    boolean many = crashed.size() > NAMED;
    return HostRowBuilder.builder(row)
        .crashed(many ? List.of() : crashed)
        .manyCrashed(many)
        .build();
  }

  private List<String> allOf(String host) {
    List<String> units = new ArrayList<>();
    for (Map.Entry<String, UnitRow> entry : tables.units().withPrefix(Keys.prefix(host))) {
      units.add(Keys.parts(entry.getKey())[1]);
    }
    return units;
  }

  /** The list to which the event's hash belongs; null: it is not known. */
  private @Nullable List<String> unchanged(UnitEvent event) {
    String hash = event.unitsHash();
    if (hash == null) return null;
    Running running = tables.running().get(event.host());
    return running == null || !hash.equals(running.hash()) ? null : running.units();
  }

  private static Sight sight(String unit, @Nullable List<String> running) {
    if (running == null) return Sight.HOST_ALIVE;
    return running.contains(unit) ? Sight.RUNNING : Sight.NOT_RUNNING;
  }

  /** Tells what was seen of a unit, if it crashed not long ago. */
  void see(
      String host,
      String unit,
      UnitRow row,
      Sight sight,
      Instant appended,
      Instant when,
      List<Signal> out) {
    if (!isRecent(row, appended)) return;
    out.add(new Signal.Seen(UnitFamily.of(unit), unit, host, appended, sight, when));
  }

  private static boolean isRecent(UnitRow row, Instant now) {
    Instant crashed = row.crashedAt();
    return crashed != null && Duration.between(crashed, now).compareTo(INTEREST) <= 0;
  }
}
