package dev.groundhog.slack.sink;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Mode;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.StormRule;
import dev.groundhog.slack.reconcile.StormRule.Plan;
import dev.groundhog.slack.reconcile.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts incidents that wait into storms, as {@link StormRule} decides. Mutable; of one desk. */
final class Gathering {
  private final Mode mode;
  private final Channels channels;
  private final Pacer pacer;
  private final DeliveryLog log;
  private final Storms storms = new Storms();

  Gathering(Mode mode, Channels channels, Pacer pacer, DeliveryLog log) {
    this.mode = mode;
    this.channels = channels;
    this.pacer = pacer;
    this.log = log;
  }

  void remembered(Delivery delivery) {
    storms.remembered(delivery);
  }

  /** A member of that storm changed; empty: the storm is not known. */
  Optional<Storm> changed(String storm, Alert member) {
    return storms.changed(storm, member);
  }

  void forget(String id) {
    storms.forget(id);
  }

  /** What to do with so many that nobody knows of in this channel. */
  Plan plan(String channel, int waiting, Instant now) {
    Storm newest = newest(channel, now);
    return StormRule.decide(
        waiting,
        pacer.earliest(Action.POST, channel),
        newest == null ? null : storms.joinedAt(newest.id()),
        newest != null && hasRoom(newest, waiting),
        now);
  }

  private @Nullable Storm newest(String channel, Instant now) {
    return storms
        .newestFirst()
        .filter(storm -> channels.of(storm, now).equals(channel))
        .findFirst()
        .orElse(null);
  }

  /** Whether a message that stands, or will, can take them. */
  private boolean hasRoom(Storm storm, int waiting) {
    return mode.edits() && storm.members().size() + waiting <= Delivery.MAX_MEMBERS;
  }

  /**
   * They count as told from here on: the storm's own record, written with theirs, says that it is
   * still to be told.
   *
   * @param plan to begin or to join
   * @param entries finds the storm's
   */
  Storm join(
      Plan plan,
      String channel,
      List<Entry> joining,
      Function<String, Entry> entries,
      Instant now) {
    String id =
        plan instanceof Plan.Join
            ? requireNonNull(newest(channel, now)).id()
            : "storm/" + UUID.randomUUID().toString().substring(0, 8);
    List<Alert> alerts = new ArrayList<>();
    List<Delivery> written = new ArrayList<>();
    for (Entry each : joining) {
      alerts.add(((Incident) requireNonNull(each.newest())).alert());
      each.seen(toldIn(id, each, channel, now));
      written.add(each.seen());
    }
    Storm storm = storms.join(id, alerts, now);
    Entry entry = entries.apply(id);
    entry.seen(DeliveryBuilder.builder(entry.seen()).members(storms.members(id)).at(now).build());
    written.add(entry.seen());
    log.remember(written);
    return storm;
  }

  private static Delivery toldIn(String storm, Entry entry, String channel, Instant now) {
    Subject subject = requireNonNull(entry.newest());
    return DeliveryBuilder.builder(Delivery.none(subject.id()))
        .revision(subject.revision())
        .newsRevision(subject.newsRevision())
        .channel(channel)
        .crashes(subject.crashes())
        .hostCount(subject.hostCount())
        .alertOffset(entry.offset())
        .at(now)
        .storm(storm)
        .build();
  }
}
