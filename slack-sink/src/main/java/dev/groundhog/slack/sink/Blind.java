package dev.groundhog.slack.sink;

import dev.groundhog.events.Delivery;
import dev.groundhog.slack.reconcile.Blindness;
import dev.groundhog.slack.reconcile.Blindness.Kind;
import dev.groundhog.slack.sight.Sight;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is not seen, as far as people know or are about to. Mutable; of one desk. */
final class Blind {
  private final Map<Kind, Blindness> known = new EnumMap<>(Kind.class);

  /** Read from the log: one whose end nobody was told is open; other records do not matter. */
  void remembered(Delivery delivery) {
    if (delivery.newsRevision() >= 2) return;
    Blindness.of(delivery.incident()).ifPresent(open -> known.put(open.kind(), open));
  }

  /** What of it people should see now. */
  List<Blindness> sees(Sight sight, Instant now) {
    List<Blindness> shown = new ArrayList<>();
    sees(Kind.TICKS, sight.noTickSince(), now, shown);
    sees(Kind.HOSTS, sight.noHostSince(), now, shown);
    return shown;
  }

  private void sees(Kind kind, @Nullable Instant notSince, Instant now, List<Blindness> shown) {
    Blindness open = known.get(kind);
    if (notSince == null) {
      if (open != null) shown.add(open.endedAt(now));
      known.remove(kind);
      return;
    }
    if (open == null) open = new Blindness(kind, notSince.truncatedTo(ChronoUnit.MILLIS), null);
    known.put(kind, open);
    shown.add(open);
  }
}
