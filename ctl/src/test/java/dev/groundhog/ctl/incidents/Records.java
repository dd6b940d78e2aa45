package dev.groundhog.ctl.incidents;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Records as the topics hold them. */
public final class Records {
  public static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private Records() {}

  /** The first revision of {@code NAME/t/0000}, which opened ten minutes ago. */
  public static Alert alert(String name, AlertState state, int hosts) {
    List<Alert.HostPart> parts =
        IntStream.rangeClosed(1, hosts)
            .mapToObj(i -> new Alert.HostPart("web-" + i, 3, HostState.CRASHING, NOW, null))
            .toList();
    return AlertBuilder.builder()
        .incident(name + "/t/0000")
        .revision(1)
        .newsRevision(1)
        .state(state)
        .reason(Reason.HOST_LOOP)
        .openReason(Reason.HOST_LOOP)
        .scope(Scope.UNIT)
        .unit(name + ".service")
        .openedAt(NOW.minusSeconds(600))
        .firstCrashAt(NOW.minusSeconds(660))
        .lastCrashAt(NOW.minusSeconds(5))
        .at(NOW.minusSeconds(5))
        .crashes(3L * hosts)
        .hostCount(hosts)
        .hosts(parts)
        .build();
  }

  public static LogRecord written(Topic topic, Alert alert) {
    return new LogRecord(topic, 0, 0, NOW, alert.incident(), Wire.ALERT.encode(alert));
  }

  public static LogRecord written(Topic topic, String value) {
    return new LogRecord(topic, 0, 0, NOW, "key", value.getBytes(UTF_8));
  }

  public static LogRecord control(ControlEvent event) {
    return new LogRecord(Topic.CONTROL, 0, 0, NOW, event.id(), Wire.CONTROL.encode(event));
  }

  public static ControlEvent silence(String id, String unit, Instant from, Instant until) {
    return ControlEventBuilder.builder()
        .id(id)
        .type(ControlType.SILENCE)
        .by("ada")
        .text("new disks")
        .silence(new Silence(unit, null, Map.of(), null, from, until))
        .build();
  }

  static LogRecord delivery(Alert alert, int news, String channel) {
    var delivery =
        DeliveryBuilder.builder()
            .incident(alert.incident())
            .revision(alert.revision())
            .newsRevision(news)
            .channel(channel)
            .build();
    byte[] value = Wire.DELIVERY.encode(delivery);
    return new LogRecord(Topic.DELIVERIES, 0, 0, NOW, alert.incident(), value);
  }
}
