package dev.groundhog.engine.unit;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal.Sight;
import dev.groundhog.engine.unit.Rows.Recent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Crashes that belong to no incident, kept as long as they may still become part of one. Bounded:
 * the newest 100 crashes per unit of a host, each cause's tail once and four at most. A gap after
 * the newest the row has settled: nothing live can make a loop of it, so its tails go. Late reports
 * still can, so the crashes stay for the lateness besides, and then the row goes.
 */
final class Recents {
  private static final String KIND = "recent";
  private static final int MAX_TAILS = 4;

  private final UnitTables tables;
  private final Agenda agenda;

  Recents(UnitTables tables, Agenda agenda) {
    this.tables = tables;
    this.agenda = agenda;
  }

  /** One crash of the family and where it happened. */
  record Placed(String host, String unit, Crash crash) {}

  void add(String family, Placed placed, Instant now, Duration gap) {
    Recent row = row(family, placed.host(), placed.unit());
    List<Crash> crashes = new ArrayList<>(row.crashes());
    crashes.add(placed.crash());
    crashes.sort(Comparator.comparing(Crash::when).thenComparing(Crash::id));
    while (crashes.size() > Recent.MAX) crashes.remove(0);
    Instant newest = crashes.get(crashes.size() - 1).when();
    save(family, unsettled(row), slim(crashes), later(newest, now).plus(gap));
    String key = Keys.of(family, placed.host(), placed.unit());
    if (tables.sights().get(key) == null) tables.sights().put(key, Evidence.NONE);
  }

  /** Remembers what was seen of a unit that crashed lately; of others nobody asks. */
  void see(String family, String host, String unit, Sight sight, Instant when) {
    String key = Keys.of(family, host, unit);
    Evidence evidence = tables.sights().get(key);
    if (evidence != null) tables.sights().put(key, evidence.with(sight, when));
  }

  Evidence evidence(String family, String host, String unit) {
    Evidence evidence = tables.sights().get(Keys.of(family, host, unit));
    return evidence == null ? Evidence.NONE : evidence;
  }

  /** Whether the row has waited for a whole gap and became no loop. */
  boolean isSettled(String family, String host, String unit) {
    return row(family, host, unit).settled();
  }

  /** The family's crashes of this time, both ends included, in no order. */
  List<Placed> between(String family, Instant from, Instant to) {
    return all(family).stream()
        .filter(p -> !p.crash().when().isBefore(from) && !p.crash().when().isAfter(to))
        .toList();
  }

  /** The crashes that hang together with {@code around}: no gap between neighbours. By time. */
  List<Placed> cluster(String family, Instant around, Duration gap) {
    List<Placed> all = all(family);
    all.sort(
        Comparator.comparing((Placed p) -> p.crash().when()).thenComparing(p -> p.crash().id()));
    int from = 0;
    int to = all.size();
    for (int i = 1; i < all.size(); i++) {
      Instant before = all.get(i - 1).crash().when();
      Instant after = all.get(i).crash().when();
      if (!after.isAfter(before.plus(gap))) continue;
      if (!after.isAfter(around)) from = i;
      else if (i < to) to = i;
    }
    return List.copyOf(all.subList(from, to));
  }

  /** Takes crashes out, because an incident has them now. */
  void remove(String family, List<Placed> taken) {
    Map<Recent, Set<Crash>> byRow = new LinkedHashMap<>();
    for (Placed placed : taken) {
      Recent row = row(family, placed.host(), placed.unit());
      byRow.computeIfAbsent(row, r -> new HashSet<>()).add(placed.crash());
    }
    byRow.forEach(
        (row, gone) -> {
          List<Crash> left = row.crashes().stream().filter(c -> !gone.contains(c)).toList();
          if (left.isEmpty()) forget(family, row);
          else save(family, row, left, row.due());
        });
  }

  private List<Placed> all(String family) {
    List<Placed> all = new ArrayList<>();
    for (Map.Entry<String, Recent> entry : tables.recents().withPrefix(Keys.prefix(family))) {
      for (Crash crash : entry.getValue().crashes()) {
        all.add(new Placed(entry.getValue().host(), entry.getValue().unit(), crash));
      }
    }
    return all;
  }

  /** Whether a name in the agenda is one of ours. */
  static boolean isOurs(String name) {
    return Keys.parts(name)[0].equals(KIND);
  }

  /**
   * The date of a row has come: it settles, or goes if it had settled before.
   *
   * @param name one of ours
   * @return the family of what settled; null: nothing did
   */
  @Nullable String settle(String name, Duration lateness) {
    String[] parts = Keys.parts(name);
    String key = Keys.of(parts[1], parts[2], parts[3]);
    Recent row = tables.recents().get(key);
    if (row == null || row.due() == null) return null;
    if (row.settled()) {
      tables.recents().delete(key);
      tables.sights().delete(key);
      return null;
    }
    Instant due = row.due().plus(lateness);
    List<Crash> bare = row.crashes().stream().map(Crash::withoutLines).toList();
    agenda.move(name, row.due(), due);
    tables.recents().put(key, new Recent(row.host(), row.unit(), bare, due, true));
    return parts[1];
  }

  private void forget(String family, Recent row) {
    agenda.move(Keys.of(KIND, family, row.host(), row.unit()), row.due(), null);
    String key = Keys.of(family, row.host(), row.unit());
    tables.recents().delete(key);
    tables.sights().delete(key);
  }

  private void save(String family, Recent row, List<Crash> crashes, @Nullable Instant due) {
    agenda.move(Keys.of(KIND, family, row.host(), row.unit()), row.due(), due);
    tables
        .recents()
        .put(
            Keys.of(family, row.host(), row.unit()),
            new Recent(row.host(), row.unit(), crashes, due, row.settled()));
  }

  private Recent row(String family, String host, String unit) {
    Recent row = tables.recents().get(Keys.of(family, host, unit));
    return row == null ? new Recent(host, unit, List.of(), null, false) : row;
  }

  private static Recent unsettled(Recent row) {
    return new Recent(row.host(), row.unit(), row.crashes(), row.due(), false);
  }

  private static List<Crash> slim(List<Crash> crashes) {
    Set<String> causes = new HashSet<>();
    List<Crash> slim = new ArrayList<>();
    for (Crash crash : crashes) {
      boolean keeps =
          !crash.lines().isEmpty()
              && crash.cause() != null
              && causes.add(crash.cause().fingerprint())
              && causes.size() <= MAX_TAILS;
      slim.add(keeps ? crash : crash.withoutLines());
    }
    return slim;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
