package dev.groundhog.slack.sink;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.slack.reconcile.Storm;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which incident is told in which storm. Mutable; of one desk. It is rebuilt from the deliveries:
 * each of a storm's members names it, and its own record names them, in order.
 */
final class Storms {
  private final Map<String, Making> byId = new HashMap<>();

  /** A storm in the making. Members without a revision are not kept on the topic any more. */
  private static final class Making {
    final String id;
    final Map<String, Optional<Alert>> members = new LinkedHashMap<>();
    Instant joinedAt;

    Making(String id, Instant joinedAt) {
      this.id = id;
      this.joinedAt = joinedAt;
    }

    Optional<Storm> subject() {
      List<Alert> known = members.values().stream().flatMap(Optional::stream).toList();
      return known.isEmpty() ? Optional.empty() : Optional.of(new Storm(id, known));
    }
  }

  /** Read from the log; other records are none of its business. */
  void remembered(Delivery delivery) {
    if (delivery.members().isEmpty()) return;
    Instant at = Objects.requireNonNullElse(delivery.at(), Instant.EPOCH);
    Making storm = byId.computeIfAbsent(delivery.incident(), id -> new Making(id, at));
    delivery.members().forEach(member -> storm.members.putIfAbsent(member, Optional.empty()));
  }

  /**
   * A member changed.
   *
   * @return the storm that shows it; empty: it is not known
   */
  Optional<Storm> changed(String id, Alert member) {
    Making storm = byId.get(id);
    if (storm == null) return Optional.empty();
    storm.members.put(member.incident(), Optional.of(member));
    return storm.subject();
  }

  /**
   * These are in it from now on; it begins with the first.
   *
   * @return the storm with them
   */
  Storm join(String id, List<Alert> joining, Instant now) {
    Making storm = byId.computeIfAbsent(id, begun -> new Making(begun, now));
    storm.joinedAt = now;
    joining.forEach(alert -> storm.members.put(alert.incident(), Optional.of(alert)));
    return storm.subject().orElseThrow();
  }

  /** The ids of all that ever joined, in order. */
  List<String> members(String id) {
    Making storm = byId.get(id);
    return storm == null ? List.of() : new ArrayList<>(storm.members.keySet());
  }

  /** Those of which something is known, the newest first. */
  Stream<Storm> newestFirst() {
    return byId.values().stream()
        .sorted((a, b) -> b.joinedAt.compareTo(a.joinedAt))
        .flatMap(storm -> storm.subject().stream());
  }

  @Nullable Instant joinedAt(String id) {
    Making storm = byId.get(id);
    return storm == null ? null : storm.joinedAt;
  }

  /** All is over and told. */
  void forget(String id) {
    byId.remove(id);
  }
}
