package dev.groundhog.ctl.anonymise;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Records under other names, the same name each time, that a replay judges as it judged the
 * originals: the same incidents with the same counts, at the same times, on as many hosts.
 *
 * <p>Goes through the records twice. First {@link #meet} is given all unit events, alerts and
 * control events, so that no word of a name is kept in a text before the name is known, and
 * patterns of the rules can be replaced by what they cover. Then {@link #mask} is given the unit
 * events, the alerts and the control events, in this order.
 */
public final class Disguise {
  /** Stands for what is no event, and is none. */
  private static final byte[] NO_EVENT = "?".getBytes(StandardCharsets.UTF_8);

  private final Names names;
  private final Events events;
  private final Alerts alerts;
  private final Speeches speeches;

  private Disguise(Key key) {
    this.names = new Names(key);
    this.events = new Events(names);
    this.alerts = new Alerts(names);
    this.speeches = new Speeches(names);
  }

  /** With a key that nobody knows, and that is gone with it. */
  public static Disguise withRandomKey() {
    return new Disguise(Key.random());
  }

  /**
   * With a key of one's own: the same names in each export with it. For tests that must be
   * repeatable.
   *
   * @param key 16 bytes or more
   */
  public static Disguise of(byte[] key) {
    return new Disguise(new Key(key));
  }

  /** Takes note of the names in a record. */
  public void meet(LogRecord record) {
    try {
      if (record.topic() == Topic.UNIT_EVENTS) events.meet(Wire.UNIT_EVENT.decode(record.value()));
      else if (record.topic() == Topic.ALERTS) alerts.meet(Wire.ALERT.decode(record.value()));
      else if (record.topic() == Topic.CONTROL) speeches.meet(Wire.CONTROL.decode(record.value()));
    } catch (MalformedEventException e) {
      // Nothing of it will be shown.
    }
  }

  /** The record that stands for this one; null: none does, and nobody judges by it. */
  public @Nullable LogRecord mask(LogRecord record) {
    return switch (record.topic()) {
      case UNIT_EVENTS -> unitEvent(record);
      case ALERTS -> alert(record);
      case CONTROL -> speech(record);
      default -> null;
    };
  }

  /** Crashes whose cause may be counted with another's, or apart from its own. */
  public long oddCauses() {
    return names.tails().odd();
  }

  private LogRecord unitEvent(LogRecord record) {
    String key = record.key() == null ? null : names.host(record.key());
    try {
      UnitEvent event = events.mask(Wire.UNIT_EVENT.decode(record.value()));
      return with(record, key, Wire.UNIT_EVENT.encode(event));
    } catch (MalformedEventException e) {
      return with(record, key, NO_EVENT);
    }
  }

  private @Nullable LogRecord alert(LogRecord record) {
    try {
      Alert alert = alerts.mask(Wire.ALERT.decode(record.value()));
      return with(record, alert.incident(), Wire.ALERT.encode(alert));
    } catch (MalformedEventException e) {
      return null;
    }
  }

  private @Nullable LogRecord speech(LogRecord record) {
    try {
      ControlEvent event = speeches.mask(Wire.CONTROL.decode(record.value()));
      if (event == null) return null;
      return with(record, requireNonNull(event.id()), Wire.CONTROL.encode(event));
    } catch (MalformedEventException e) {
      return null;
    }
  }

  private static LogRecord with(LogRecord record, @Nullable String key, byte[] value) {
    return new LogRecord(
        record.topic(), record.partition(), record.offset(), record.appended(), key, value);
  }
}
