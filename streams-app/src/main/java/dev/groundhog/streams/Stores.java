package dev.groundhog.streams;

import dev.groundhog.engine.fleet.FleetTables;
import dev.groundhog.engine.fleet.Larger;
import dev.groundhog.engine.fleet.Member;
import dev.groundhog.engine.fleet.Part;
import dev.groundhog.engine.host.HostRow;
import dev.groundhog.engine.host.HostTables;
import dev.groundhog.engine.host.UnitRow;
import dev.groundhog.engine.suspect.Traits;
import dev.groundhog.engine.unit.IncidentRow;
import dev.groundhog.engine.unit.Rows;
import dev.groundhog.engine.unit.UnitTables;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The stores and their names. A name is part of a changelog topic's name: changing one orphans the
 * state of running installations.
 */
final class Stores {
  private static final Store<HostRow> HOSTS = new Store<>("hosts", HostRow.class);
  private static final Store<UnitRow> HOST_UNITS = new Store<>("host-units", UnitRow.class);
  private static final Store<String> HOST_SEEN = new Store<>("host-seen", String.class);
  private static final Store<String> HOST_AGENDA = new Store<>("host-agenda", String.class);

  private static final Store<IncidentRow> INCIDENTS = new Store<>("incidents", IncidentRow.class);
  private static final Store<Rows.Part> PARTS = new Store<>("incident-hosts", Rows.Part.class);
  private static final Store<Rows.CauseRow> CAUSES =
      new Store<>("incident-causes", Rows.CauseRow.class);
  private static final Store<String> CAUSE_HOSTS =
      new Store<>("incident-cause-hosts", String.class);
  private static final Store<Rows.Recent> RECENTS = new Store<>("recents", Rows.Recent.class);
  private static final Store<Rows.KnownHost> KNOWN =
      new Store<>("family-hosts", Rows.KnownHost.class);
  private static final Store<Rows.Family> FAMILIES = new Store<>("families", Rows.Family.class);
  private static final Store<Traits> CRASH_TRAITS = new Store<>("incident-traits", Traits.class);
  private static final Store<Rows.Labels> CRASH_LABELS =
      new Store<>("incident-host-labels", Rows.Labels.class);
  private static final Store<String> UNIT_AGENDA = new Store<>("unit-agenda", String.class);
  private static final Store<Instant> PROGRESS = new Store<>("progress", Instant.class);

  private static final Store<Member> MEMBERS = new Store<>("fleet-members", Member.class);
  private static final Store<String> AXES = new Store<>("fleet-axes", String.class);
  private static final Store<Larger> LARGER = new Store<>("fleet-larger", Larger.class);
  private static final Store<String> ON_AXIS = new Store<>("fleet-on-axis", String.class);
  private static final Store<Part> FLEET_PARTS = new Store<>("fleet-parts", Part.class);
  private static final Store<String> FLEET_AGENDA = new Store<>("fleet-agenda", String.class);

  static final List<Store<?>> OF_HOST_DESK = List.of(HOSTS, HOST_UNITS, HOST_SEEN, HOST_AGENDA);
  static final List<Store<?>> OF_UNIT_DESK =
      List.of(
          INCIDENTS,
          PARTS,
          CAUSES,
          CAUSE_HOSTS,
          RECENTS,
          KNOWN,
          FAMILIES,
          CRASH_TRAITS,
          CRASH_LABELS,
          UNIT_AGENDA,
          PROGRESS);

  static final List<Store<?>> OF_FLEET_DESK =
      List.of(MEMBERS, AXES, LARGER, ON_AXIS, FLEET_PARTS, FLEET_AGENDA);

  private Stores() {}

  record Store<V>(String name, Class<V> type) {
    StoreBuilder<KeyValueStore<String, V>> builder() {
      return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(
              org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name),
              Serdes.String(),
              JsonSerde.of(type))
          .withCachingDisabled();
    }

    StoreTable<V> open(ProcessorContext<?, ?> context) {
      return new StoreTable<>(context.getStateStore(name));
    }
  }

  static HostTables hostTables(ProcessorContext<?, ?> context) {
    return new HostTables(
        HOSTS.open(context),
        HOST_UNITS.open(context),
        HOST_SEEN.open(context),
        HOST_AGENDA.open(context));
  }

  static UnitTables unitTables(ProcessorContext<?, ?> context) {
    return new UnitTables(
        INCIDENTS.open(context),
        PARTS.open(context),
        CAUSES.open(context),
        CAUSE_HOSTS.open(context),
        RECENTS.open(context),
        KNOWN.open(context),
        FAMILIES.open(context),
        CRASH_TRAITS.open(context),
        CRASH_LABELS.open(context),
        UNIT_AGENDA.open(context),
        PROGRESS.open(context));
  }

  static FleetTables fleetTables(ProcessorContext<?, ?> context) {
    return new FleetTables(
        MEMBERS.open(context),
        AXES.open(context),
        LARGER.open(context),
        ON_AXIS.open(context),
        FLEET_PARTS.open(context),
        FLEET_AGENDA.open(context));
  }
}
