package dev.groundhog.producer.agent;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.spool.HostTime;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * When the agent says that the host lives, and what: always the hash of the watched units that run,
 * their list when it changed and now and then. No I/O; time is the host's uptime.
 *
 * <p>A list is a little text, but there are many hosts and many minutes.
 */
final class Alive {
  private static final Duration LIST_EVERY = Duration.ofMinutes(15);

  private final String host;
  private final Map<String, String> labels;
  private final long everyMillis;
  private long dueAt;
  private long listDueAt;
  private String lastListed = "";

  Alive(String host, Map<String, String> labels, Duration every) {
    this.host = host;
    this.labels = labels;
    this.everyMillis = every.toMillis();
  }

  /** Milliseconds until the next one is due; 0 when it is. */
  long untilDue(long uptimeMillis) {
    return Math.max(0, dueAt - uptimeMillis);
  }

  /** The event that is due now. */
  UnitEvent at(HostTime now, Set<String> runningUnits) {
    List<String> units = List.copyOf(new TreeSet<>(runningUnits));
    String hash = hash(units);
    boolean list = !hash.equals(lastListed) || now.uptimeMillis() >= listDueAt;
    dueAt = now.uptimeMillis() + everyMillis;
    // So many that no event holds them: the hash says that something changed, and no more.
    boolean fits = units.stream().mapToLong(String::length).sum() <= UnitEvent.MAX_UNITS;
    if (list) {
      lastListed = hash;
      listDueAt = now.uptimeMillis() + LIST_EVERY.toMillis();
    }
    return UnitEventBuilder.builder()
        .id(now.boot().substring(0, 8) + ":alive:" + now.uptimeMillis())
        .type(EventType.ALIVE)
        .host(host)
        .at(Instant.ofEpochMilli(now.wallMillis()))
        .boot(now.boot())
        .units(list && fits ? units : null)
        .unitsHash(hash)
        .labels(labels)
        .build();
  }

  /** The broker did not get it: the next one is due at once and carries the list again. */
  void lost() {
    lastListed = "";
    dueAt = 0;
  }

  /** The first 8 hex digits of SHA-256 over the names, a line each. */
  private static String hash(List<String> units) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(String.join("\n", units).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
