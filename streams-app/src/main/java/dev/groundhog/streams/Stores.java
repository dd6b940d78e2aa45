package dev.groundhog.streams;

import dev.groundhog.engine.Draft;
import dev.groundhog.engine.Table;
import dev.groundhog.engine.fleet.FleetTables;
import dev.groundhog.engine.fleet.Larger;
import dev.groundhog.engine.fleet.Member;
import dev.groundhog.engine.fleet.Part;
import dev.groundhog.engine.host.HostRow;
import dev.groundhog.engine.host.HostTables;
import dev.groundhog.engine.host.NoteRow;
import dev.groundhog.engine.host.Running;
import dev.groundhog.engine.host.UnitRow;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.engine.unit.Evidence;
import dev.groundhog.engine.unit.IncidentRow;
import dev.groundhog.engine.unit.Rows;
import dev.groundhog.engine.unit.UnitTables;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The stores and their names. A name is part of a changelog topic's name: changing one orphans the
 * state of running installations.
 */
final class Stores {
  /** A host's row that names more units than this is no small one. */
  private static final int FEW = 8;

  private static final Store<HostRow> HOSTS =
      new Store<>("hosts", HostRow.class, row -> row.crashed().size() <= FEW);
  private static final Store<Running> HOST_RUNNING = new Store<>("host-running", Running.class);
  private static final Store<UnitRow> HOST_UNITS =
      new Store<>("host-units", UnitRow.class, row -> row.waiting().isEmpty());
  private static final Store<String> HOST_SEEN = new Store<>("host-seen", String.class);
  private static final Store<NoteRow> HOST_NOTES = new Store<>("host-notes", NoteRow.class);
  private static final Store<String> HOST_AGENDA =
      new Store<>("host-agenda", String.class, Stores::isNoDate);

  private static final Store<IncidentRow> INCIDENTS =
      new Store<>("incidents", IncidentRow.class, row -> true);
  private static final Store<Rows.Part> PARTS =
      new Store<>("incident-hosts", Rows.Part.class, row -> true);
  private static final Store<Rows.CauseRow> CAUSES =
      new Store<>("incident-causes", Rows.CauseRow.class);
  private static final Store<String> CAUSE_HOSTS =
      new Store<>("incident-cause-hosts", String.class);
  private static final Store<Rows.Recent> RECENTS = new Store<>("recents", Rows.Recent.class);
  private static final Store<Evidence> SIGHTS =
      new Store<>("recent-sights", Evidence.class, row -> true);
  private static final Store<Rows.KnownHost> KNOWN =
      new Store<>("family-hosts", Rows.KnownHost.class);
  private static final Store<Rows.Family> FAMILIES = new Store<>("families", Rows.Family.class);
  private static final Store<Traits> CRASH_TRAITS = new Store<>("incident-traits", Traits.class);
  private static final Store<Rows.Labels> CRASH_LABELS =
      new Store<>("incident-host-labels", Rows.Labels.class);
  private static final Store<String> UNIT_AGENDA =
      new Store<>("unit-agenda", String.class, Stores::isNoDate);
  private static final Store<Instant> PROGRESS =
      new Store<>("progress", Instant.class, row -> true);

  private static final Store<Member> MEMBERS = new Store<>("fleet-members", Member.class);
  private static final Store<String> AXES = new Store<>("fleet-axes", String.class);
  private static final Store<Larger> LARGER = new Store<>("fleet-larger", Larger.class);
  private static final Store<String> ON_AXIS = new Store<>("fleet-on-axis", String.class);
  private static final Store<Part> FLEET_PARTS = new Store<>("fleet-parts", Part.class);
  private static final Store<String> FLEET_AGENDA = new Store<>("fleet-agenda", String.class);

  static final List<Store<?>> OF_HOST_DESK =
      List.of(HOSTS, HOST_RUNNING, HOST_UNITS, HOST_SEEN, HOST_NOTES, HOST_AGENDA);
  static final List<Store<?>> OF_UNIT_DESK =
      List.of(
          INCIDENTS,
          PARTS,
          CAUSES,
          CAUSE_HOSTS,
          RECENTS,
          SIGHTS,
          KNOWN,
          FAMILIES,
          CRASH_TRAITS,
          CRASH_LABELS,
          UNIT_AGENDA,
          PROGRESS);

  static final List<Store<?>> OF_FLEET_DESK =
      List.of(MEMBERS, AXES, LARGER, ON_AXIS, FLEET_PARTS, FLEET_AGENDA);

  private Stores() {}

  /** Of an agenda every record reads one row, and never a date, which is empty. */
  private static boolean isNoDate(String row) {
    return !row.isEmpty();
  }

  /**
   * @param small which rows are kept in memory as objects, where many records ask for the same;
   *     null: none
   */
  record Store<V>(String name, Class<V> type, @Nullable Predicate<V> small) {
    Store(String name, Class<V> type) {
      this(name, type, null);
    }

    StoreBuilder<KeyValueStore<String, V>> builder() {
      return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
              org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
              Serdes.String(),
              serde())
          .withCachingDisabled();
    }

    /** Plain text stays plain. */
    @SuppressWarnings("unchecked") // V is String where the type is
    private Serde<V> serde() {
      return type == String.class ? (Serde<V>) Serdes.String() : JsonSerde.of(type);
    }

    Table<V> open(ProcessorContext<?, ?> context) {
      Table<V> table = new StoreTable<>(context.getStateStore(name));
      return small == null ? table : new CachedTable<>(table, small);
    }

    Table<V> open(ProcessorContext<?, ?> context, Draft draft) {
      return draft.over(open(context));
    }
  }

  static HostTables hostTables(ProcessorContext<?, ?> context, Draft draft) {
    return new HostTables(
        HOSTS.open(context, draft),
        HOST_RUNNING.open(context, draft),
        HOST_UNITS.open(context, draft),
        HOST_SEEN.open(context, draft),
        HOST_NOTES.open(context, draft),
        HOST_AGENDA.open(context, draft));
  }

  static UnitTables unitTables(ProcessorContext<?, ?> context, Draft draft) {
    return new UnitTables(
        INCIDENTS.open(context, draft),
        PARTS.open(context, draft),
        CAUSES.open(context, draft),
        CAUSE_HOSTS.open(context, draft),
        RECENTS.open(context, draft),
        SIGHTS.open(context, draft),
        KNOWN.open(context, draft),
        FAMILIES.open(context, draft),
        CRASH_TRAITS.open(context, draft),
        CRASH_LABELS.open(context, draft),
        UNIT_AGENDA.open(context, draft),
        PROGRESS.open(context, draft));
  }

  static FleetTables fleetTables(ProcessorContext<?, ?> context, Draft draft) {
    return new FleetTables(
        MEMBERS.open(context, draft),
        AXES.open(context, draft),
        LARGER.open(context, draft),
        ON_AXIS.open(context, draft),
        FLEET_PARTS.open(context, draft),
        FLEET_AGENDA.open(context, draft));
  }

  /** For what is not judged: it only deletes dates, which the desk's own cache never holds. */
  static Table<String> hostAgenda(ProcessorContext<?, ?> context) {
    return HOST_AGENDA.open(context);
  }

  static Table<String> unitAgenda(ProcessorContext<?, ?> context) {
    return UNIT_AGENDA.open(context);
  }

  static Table<String> fleetAgenda(ProcessorContext<?, ?> context) {
    return FLEET_AGENDA.open(context);
  }
}
