package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fact from a host. Required are {@code type} and {@code host}, and {@code unit} for {@code
 * starting}, {@code stopped} and {@code gave-up}; all else is optional, so that a person can write
 * one by hand. A {@code tick} is no fact of a host and needs the type alone.
 *
 * @param v version of the contract, 1
 * @param id made when the fact happens, invocation and type, so that sending twice is harmless; see
 *     {@link #identity}
 * @param type what happened
 * @param host host name as the kernel reports it
 * @param unit full unit name including its suffix, {@code chat.service}. Source: {@code %n},
 *     systemd.unit(5)
 * @param at when it happened by the host's wall clock, which may be wrong
 * @param age milliseconds between the fact and the sending of this record by the host's monotonic
 *     clock, stamped anew for each attempt
 * @param boot the host's boot id, 32 hex digits
 * @param invocation one run of the unit. Source: {@code $INVOCATION_ID}, systemd.exec(5)
 * @param result why the run ended
 * @param exitCode {@code exited}, {@code killed} or {@code dumped}; absent when no main process ran
 * @param exitStatus exit status as digits, or the signal's name without SIG
 * @param restarts automatic restarts so far. Source: {@code NRestarts}; not monotonic
 * @param planned whether the stop was asked for; absent: unknown
 * @param tail the last lines the run wrote
 * @param title of a note
 * @param text of a note
 * @param level of a note: {@code info}, {@code warning}, {@code critical}; absent: info
 * @param units the watched units that run now, sorted, none being an empty list; {@code alive}
 *     carries it on change and every 15 minutes
 * @param unitsHash a hash of that list, on every {@code alive}
 * @param dropped how many events of each type a full spool dropped; of {@code shed}
 * @param labels free key and value pairs of host and unit
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({
  "v",
  "id",
  "type",
  "host",
  "unit",
  "at",
  "age",
  "boot",
  "invocation",
  "result",
  "exitCode",
  "exitStatus",
  "restarts",
  "planned",
  "title",
  "text",
  "level",
  "units",
  "unitsHash",
  "dropped",
  "tail",
  "labels"
})
public record UnitEvent(
    int v,
    @Nullable String id,
    EventType type,
    String host,
    @Nullable String unit,
    @Nullable Instant at,
    @Nullable Long age,
    @Nullable String boot,
    @Nullable String invocation,
    @Nullable ServiceResult result,
    @Nullable String exitCode,
    @Nullable String exitStatus,
    @Nullable Integer restarts,
    @Nullable Boolean planned,
    @Nullable Tail tail,
    @Nullable String title,
    @Nullable String text,
    @Nullable String level,
    @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> units,
    @Nullable String unitsHash,
    Map<String, Long> dropped,
    Map<String, String> labels) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  /** With the value {@code true}: groundhog doctor tries the way to Kafka, and nobody is told. */
  public static final String TEST_LABEL = "doctor";

  /** Linux allows 64 for a host name and systemd 255 for a unit's; the rest is hostile. */
  static final int MAX_NAME = 255;

  /** More is no event. */
  public static final int MAX_LABELS = 64;

  /**
   * Characters of all names in {@code units}: some thousand units, and far below a record's limit.
   */
  public static final int MAX_UNITS = 128 * 1024;

  public UnitEvent {
    v = v == 0 ? VERSION : v;
    type = Check.present("type", type);
    host = type == EventType.TICK && host == null ? "" : host;
    if (type != EventType.TICK) Check.name("host", host);
    if (type.isAboutOneUnit()) Check.name("unit", unit);
    else if (unit != null) Check.name("unit", unit);
    if (id != null) Check.name("id", id);
    if (age != null && age < 0) throw Check.malformed("age", "milliseconds from 0 up", age);
    Check.brief("boot", boot);
    Check.brief("invocation", invocation);
    Check.brief("exitCode", exitCode);
    Check.brief("exitStatus", exitStatus);
    Check.brief("unitsHash", unitsHash);
    units = units == null ? null : names(units);
    dropped = dropped == null ? Map.of() : new TreeMap<>(dropped);
    labels = labels == null ? new TreeMap<>() : new TreeMap<>(labels);
    labels.values().removeIf(Objects::isNull);
    if (labels.size() > MAX_LABELS) {
      throw Check.malformed("labels", "at most " + MAX_LABELS, labels.size());
    }
  }

  private static List<String> names(List<String> units) {
    long characters = 0;
    for (String unit : units) {
      Check.name("units", unit);
      characters += unit.length();
    }
    if (characters > MAX_UNITS) {
      throw Check.malformed("units", "at most " + MAX_UNITS + " characters in all", characters);
    }
    return List.copyOf(units);
  }

  /** Whether it only tries the way to Kafka. */
  public boolean isTest() {
    return "true".equals(labels.get(TEST_LABEL));
  }

  /**
   * What makes this fact the same fact when it arrives again: its id, else host, unit, type and
   * time, else nothing it says, and then the place in the log where it stands.
   *
   * @param place where the record stands, unique in the log
   */
  public String identity(String place) {
    if (id != null) return id;
    if (at == null) return place;
    return host + '/' + unit + '/' + type.word() + '/' + at;
  }
}
