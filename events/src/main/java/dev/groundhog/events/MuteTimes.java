package dev.groundhog.events;

import dev.groundhog.events.ControlEvent.ControlType;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * When channels want to hear of nothing, week by week: {@code Sat-Sun 00:00-24:00 Europe/Berlin;
 * Mon-Fri 18:00-08:00 Europe/Berlin}. Hours that end before they begin end on the next day. Where
 * clocks change, the wall's time counts. What people say of a channel takes the place of what the
 * settings say of it. Immutable.
 */
public final class MuteTimes {
  /** No channel has any. */
  public static final MuteTimes NONE = new MuteTimes(Map.of(), List.of());

  private static final Pattern ENTRY =
      Pattern.compile(
          "([A-Za-z]{3})(?:-([A-Za-z]{3}))?\\s+(\\d\\d:\\d\\d)-(\\d\\d:\\d\\d)(?:\\s+(\\S+))?");

  /** Windows that follow one another, of which a week has no more than so many worth following. */
  private static final int MAX_STEPS = 60;

  private final Map<String, List<Window>> settings;

  /** What was said last of each id, the newest last. */
  private final List<Said> said;

  private MuteTimes(Map<String, List<Window>> settings, List<Said> said) {
    this.settings = settings;
    this.said = List.copyOf(said);
  }

  private record Said(ControlEvent event, String channel, List<Window> windows) {}

  /**
   * @param end at or before the begin: on the next day
   */
  private record Window(Set<DayOfWeek> days, LocalTime begin, LocalTime end, ZoneId zone) {
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
   * Of several channels, as in settings: each part begins with its channel.
   *
   * @return empty: the text is none
   */
  public static Optional<MuteTimes> parse(String text) {
    Map<String, List<Window>> windows = new HashMap<>();
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) continue;
      String[] words = part.strip().split("\\s+", 2);
      Optional<Window> window = words.length < 2 ? Optional.empty() : window(words[1]);
      if (window.isEmpty()) return Optional.empty();
      windows.computeIfAbsent(words[0], channel -> new ArrayList<>()).add(window.get());
    }
    return Optional.of(new MuteTimes(windows, List.of()));
  }

  /** Whether this says when one channel wants to hear of nothing; a blank text: it always hears. */
  static boolean isWeek(String text) {
    return week(text).isPresent();
  }

  private static Optional<List<Window>> week(String text) {
    List<Window> windows = new ArrayList<>();
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) continue;
      Optional<Window> window = window(part.strip());
      if (window.isEmpty()) return Optional.empty();
      windows.add(window.get());
    }
    return Optional.of(windows);
  }

  /** With the next event of the control topic, of whatever type. */
  public MuteTimes with(ControlEvent event) {
    List<Said> newer = new ArrayList<>(said);
    // Whatever has its id now, it is what was said of that id last.
    newer.removeIf(each -> each.event().id().equals(event.id()));
    Mute mute = event.mute();
    if (event.type() == ControlType.MUTE && mute != null) {
      newer.add(new Said(event, mute.channel(), week(mute.times()).orElse(List.of())));
    }
    return new MuteTimes(settings, newer);
  }

  /**
   * What people have said, each as it was said last, the newest last; of channels that hear too.
   */
  public List<ControlEvent> said() {
    return said.stream().map(Said::event).toList();
  }

  private Optional<Said> newest(String channel) {
    return said.stream().filter(each -> each.channel().equals(channel)).reduce((a, b) -> b);
  }

  /** What mutes this alert's channel now; empty: nothing that was said in the log. */
  public Optional<ControlEvent> holds(Alert alert, Instant now) {
    String channel = alert.channel();
    if (channel == null || until(channel, now) == null) return Optional.empty();
    return newest(channel).map(Said::event);
  }

  private static Optional<Window> window(String entry) {
    Matcher found = ENTRY.matcher(entry);
    if (!found.matches()) return Optional.empty();
    DayOfWeek first = day(found.group(1));
    DayOfWeek last = found.group(2) == null ? first : day(found.group(2));
    if (first == null || last == null) return Optional.empty();
    try {
      ZoneId zone = found.group(5) == null ? ZoneId.of("UTC") : ZoneId.of(found.group(5));
      return Optional.of(
          new Window(days(first, last), time(found.group(3)), time(found.group(4)), zone));
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
    List<Window> windows =
        newest(channel).map(Said::windows).orElse(settings.getOrDefault(channel, List.of()));
    Instant until = now;
    for (int i = 0; i < MAX_STEPS; i++) {
      Instant at = until;
      Optional<Instant> ends =
          windows.stream().flatMap(window -> window.end(at).stream()).max(Instant::compareTo);
      if (ends.isEmpty()) break;
      until = ends.get();
    }
    return until.equals(now) ? null : until;
  }
}
