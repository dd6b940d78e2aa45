package dev.groundhog.ctl.moment;

import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;

/** A point in time that an option names. */
public final class Moment {
  private Moment() {}

  /**
   * @param option that was given, such as {@code --from}
   * @param text {@code 2026-11-22T11:20:00Z}, or a local time such as {@code 2026-11-22T11:20} or
   *     {@code 2026-11-22 11:20}
   * @param zone of local times
   * @param otherwise what happens if it is no time, a sentence
   */
  public static Instant parse(String option, String text, ZoneId zone, String otherwise) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException withoutZone) {
      try {
        return LocalDateTime.parse(text.replace(' ', 'T')).atZone(zone).toInstant();
      } catch (DateTimeException e) {
        throw new InvalidSettingException(
            option,
            "a time such as 2026-11-22T11:20:00Z or 2026-11-22T11:20",
            '"' + text + '"',
            otherwise);
      }
    }
  }
}
