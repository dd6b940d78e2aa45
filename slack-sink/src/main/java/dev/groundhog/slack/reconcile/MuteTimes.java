package dev.groundhog.slack.reconcile;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When channels want to hear of nothing, week by week: {@code #batch Sat-Sun 00:00-24:00
 * Europe/Berlin; #batch Mon-Fri 18:00-08:00 Europe/Berlin}. Hours that end before they begin end on
 * the next day. Where clocks change, the wall's time counts. Immutable.
 */
public final class MuteTimes {
  /** No channel has any. */
  public static final MuteTimes NONE = new MuteTimes(List.of());

  private static final Pattern ENTRY =
      Pattern.compile(
          "(\\S+)\\s+([A-Za-z]{3})(?:-([A-Za-z]{3}))?\\s+(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?:\\s+(\\S+))?");

  /** Windows that follow one another, of which a week has no more than so many worth following. */
  private static final int MAX_STEPS = 60;

  private final List<Window> windows;

  private MuteTimes(List<Window> windows) {
    this.windows = List.copyOf(windows);
  }

  /**
   * @param end at or before the begin: on the next day
   */
  private record Window(
      String channel, Set<DayOfWeek> days, LocalTime begin, LocalTime end, ZoneId zone) {
    /** When it ends, if it has begun on that day and covers the moment. */
    Optional<Instant> end(LocalDate day, Instant at) {
      if (!days.contains(day.getDayOfWeek())) return Optional.empty();
      ZonedDateTime from = day.atTime(begin).atZone(zone);
      LocalDate last = end.isAfter(begin) ? day : day.plusDays(1);
      ZonedDateTime to = last.atTime(end).atZone(zone);
      boolean covers = !at.isBefore(from.toInstant()) && at.isBefore(to.toInstant());
      return covers ? Optional.of(to.toInstant()) : Optional.empty();
    }

    Optional<Instant> end(Instant at) {
      LocalDate today = at.atZone(zone).toLocalDate();
      Optional<Instant> ends = end(today, at);
      return ends.isPresent() ? ends : end(today.minusDays(1), at);
    }
  }

  /**
   * @return empty: the text is none
   */
  public static Optional<MuteTimes> parse(String text) {
    List<Window> windows = new ArrayList<>();
    for (String entry : text.split(";", -1)) {
      if (entry.isBlank()) continue;
      Optional<Window> window = window(entry.strip());
      if (window.isEmpty()) return Optional.empty();
      windows.add(window.get());
    }
    return Optional.of(new MuteTimes(windows));
  }

  private static Optional<Window> window(String entry) {
    Matcher found = ENTRY.matcher(entry);
    if (!found.matches()) return Optional.empty();
    DayOfWeek first = day(found.group(2));
    DayOfWeek last = found.group(3) == null ? first : day(found.group(3));
    if (first == null || last == null) return Optional.empty();
    try {
      ZoneId zone = found.group(6) == null ? ZoneId.of("UTC") : ZoneId.of(found.group(6));
      return Optional.of(
          new Window(
              found.group(1), days(first, last), time(found.group(4)), time(found.group(5)), zone));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static @Nullable DayOfWeek day(String word) {
    for (DayOfWeek each : DayOfWeek.values()) {
      if (each.name().startsWith(word.toUpperCase(Locale.ROOT))) return each;
    }
    return null;
  }

  private static Set<DayOfWeek> days(DayOfWeek first, DayOfWeek last) {
    Set<DayOfWeek> days = EnumSet.of(first);
    for (DayOfWeek each = first; each != last; each = each.plus(1)) days.add(each.plus(1));
    return days;
  }

  /** 24:00 is the next day's beginning. */
  private static LocalTime time(String text) {
    return text.equals("24:00") ? LocalTime.MIDNIGHT : LocalTime.parse(text);
  }

  /** Until when the channel wants to hear of nothing; null: it does now. */
  public @Nullable Instant until(String channel, Instant now) {
    Instant until = now;
    for (int i = 0; i < MAX_STEPS; i++) {
      Instant at = until;
      Optional<Instant> ends =
          windows.stream()
              .filter(window -> window.channel().equals(channel))
              .flatMap(window -> window.end(at).stream())
              .max(Instant::compareTo);
      if (ends.isEmpty()) break;
      until = ends.get();
    }
    return until.equals(now) ? null : until;
  }
}
