package dev.groundhog.engine.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a host desk tells the unit desks. All but {@link Progress} are about one unit family. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.Crashes.class, name = "crashes"),
  @JsonSubTypes.Type(value = Signal.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Signal.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = Signal.Progress.class, name = "progress")
})
@JsonInclude(JsonInclude.Include.NON_NULL)
public sealed interface Signal {

  /** When the record that caused it was appended to the log: the time at which it is judged. */
  Instant appended();

  /**
   * Crashes of one unit on one host.
   *
   * @param crashes 1 to 100, in the order they were seen
   */
  record Crashes(String family, String unit, String host, Instant appended, List<Crash> crashes)
      implements Signal {
    /** More are sent in the next batch, so that no record grows with a host's rage. */
    public static final int MAX = 100;

    public Crashes {
      crashes = List.copyOf(crashes);
    }
  }

  /** The family exists on this host: sent once. */
  record Known(String family, String host, Instant appended) implements Signal {}

  /**
   * Something was seen of a unit that crashed not long ago.
   *
   * @param sight what
   * @param when it was so, by the broker's clock
   */
  record Seen(String family, String unit, String host, Instant appended, Sight sight, Instant when)
      implements Signal {}

  /** What can be seen of a unit on a host. */
  enum Sight {
    /** systemd starts it. */
    STARTED,
    /** It was stopped because somebody asked for it. */
    STOPPED,
    /** systemd gave up restarting it. */
    GAVE_UP,
    /** The host's agent lives and lists the unit as running. */
    RUNNING,
    /** The host's agent lives and does not list it. */
    NOT_RUNNING,
    /** The host's agent lives; it is not known what runs. */
    HOST_ALIVE
  }

  /**
   * Everything of this partition up to {@code appended} has been judged by its host desk.
   *
   * @param partition from 0
   * @param of how many partitions there are
   */
  record Progress(int partition, int of, Instant appended) implements Signal {}

  /** The family it is about; null for progress, which goes to every unit desk. */
  default @Nullable String family() {
    if (this instanceof Crashes crashes) return crashes.family();
    if (this instanceof Known known) return known.family();
    return this instanceof Seen seen ? seen.family() : null;
  }
}
