package dev.groundhog.producer.journal;

import dev.groundhog.producer.spool.HostTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * systemd will not start a unit again because it was started too often. No hook runs then, and the
 * unit's result stays that of its last crash, so only the manager's log line says it; the line has
 * no message id. Source: {@code unit_test_start_limit} in systemd's unit.c.
 *
 * @param invocation the last run, which the unit keeps when the limit is hit; absent on older
 *     systemd
 * @param captured when the manager said so
 */
public record GaveUp(String unit, @Nullable String invocation, HostTime captured) {
  private static final String WORDS = "Start request repeated too quickly.";

  /** Empty for every other entry. */
  public static Optional<GaveUp> in(JournalEntry entry) {
    String unit = entry.field("UNIT");
    String boot = entry.field("_BOOT_ID");
    if (unit == null || boot == null || !entry.message().endsWith(WORDS)) return Optional.empty();
    HostTime captured =
        new HostTime(
            boot, millis(entry, "__MONOTONIC_TIMESTAMP"), millis(entry, "__REALTIME_TIMESTAMP"));
    return Optional.of(new GaveUp(unit, entry.field("INVOCATION_ID"), captured));
  }

  /** The journal counts microseconds. */
  private static long millis(JournalEntry entry, String field) {
    String found = entry.field(field);
    return found != null && found.matches("[0-9]{1,18}") ? Long.parseLong(found) / 1000 : 0;
  }
}
