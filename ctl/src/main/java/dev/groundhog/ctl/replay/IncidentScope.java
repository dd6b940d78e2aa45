package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What an incident's id stands for: when it was, and what it is about.
 *
 * @param id whole
 * @param range from its first crash until a minute after it was closed, since across partitions a
 *     replay may close it a moment later; to all there is while it is open
 * @param families of the units that crashed in it
 * @param hosts on which they did; empty: more than its revisions list
 */
public record IncidentScope(String id, TimeRange range, Set<String> families, Set<String> hosts) {
  private static final Duration AFTER = Duration.ofMinutes(1);
  private static final int MAX_LISTED = 5;

  /**
   * Looks for it among all that was alerted.
   *
   * @param wanted its id, or the last part of it if no other incident is called so
   * @param otherwise what happens if there is none, a sentence
   */
  public static IncidentScope find(Source source, String wanted, String otherwise) {
    Map<String, Gathered> found = new TreeMap<>();
    source.alerts(
        record -> {
          Alert alert = alert(record);
          if (alert == null || !isMeant(alert.incident(), wanted)) return;
          found.computeIfAbsent(alert.incident(), Gathered::new).take(alert);
        });
    Gathered exact = found.get(wanted);
    if (exact != null) return exact.scope();
    if (found.size() == 1) return found.values().iterator().next().scope();
    throw new InvalidSettingException(
        "ID",
        "an incident's id, or the last part of it if that is the only one",
        '"'
            + Plain.clean(wanted)
            + '"'
            + (found.isEmpty() ? "" : ", which is " + several(found.keySet())),
        otherwise);
  }

  private static boolean isMeant(String id, String wanted) {
    return id.equals(wanted) || id.substring(id.lastIndexOf('/') + 1).equals(wanted);
  }

  private static String several(Collection<String> ids) {
    String first =
        ids.stream().limit(MAX_LISTED).map(Plain::clean).collect(Collectors.joining(" and "));
    return ids.size() > MAX_LISTED ? first + " and " + (ids.size() - MAX_LISTED) + " more" : first;
  }

  private static @Nullable Alert alert(LogRecord record) {
    try {
      return Wire.ALERT.decode(record.value());
    } catch (MalformedEventException e) {
      return null;
    }
  }

  /** One incident's revisions, as far as they were read. */
  private static final class Gathered {
    private final String id;
    private final Set<String> families = new TreeSet<>();
    private final Set<String> hosts = new TreeSet<>();
    private Instant first = Instant.MAX;
    private Instant last = Instant.MIN;
    private boolean closed;
    private boolean allHosts = true;

    Gathered(String id) {
      this.id = id;
    }

    void take(Alert alert) {
      if (alert.firstCrashAt().isBefore(first)) first = alert.firstCrashAt();
      if (alert.at().isAfter(last)) last = alert.at();
      closed = alert.state() == AlertState.CLOSED;
      if (alert.unit() != null) families.add(alert.unit());
      alert.members().forEach(member -> families.add(member.unit()));
      alert.hosts().forEach(part -> hosts.add(part.host()));
      allHosts &= alert.hostsOmitted() == 0 && alert.membersOmitted() == 0;
    }

    IncidentScope scope() {
      Instant to = closed ? last.plus(AFTER) : Source.LATEST;
      return new IncidentScope(id, new TimeRange(first, to), families, allHosts ? hosts : Set.of());
    }
  }
}
