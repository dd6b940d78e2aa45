package dev.groundhog.engine.signal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a host desk tells the unit desks. All but {@link Progress} are about one unit family. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Signal.Crashes.class, name = "crashes"),
  @JsonSubTypes.Type(value = Signal.Known.class, name = "known"),
  @JsonSubTypes.Type(value = Signal.Seen.class, name = "seen"),
  @JsonSubTypes.Type(value = Signal.Notice.class, name = "notice"),
  @JsonSubTypes.Type(value = Signal.Note.class, name = "note"),
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

  /**
   * The family exists on this host, or does so no more. Sent only when something changes.
   *
   * @param presence what changed
   * @param labels of the unit's newest run there, or of the host; null: as before
   * @param complete whether these are all the labels that the run has; an agent's sign of life has
   *     only the host's
   */
  record Known(
      String family,
      String host,
      Instant appended,
      Presence presence,
      @Nullable Map<String, String> labels,
      boolean complete)
      implements Signal {
    public Known {
      labels = labels == null ? null : new TreeMap<>(labels);
    }
  }

  /**
   * A start or a stop that is to be told by itself.
   *
   * @param id the event's identity
   * @param exit how it ended; null: it is a start
   * @param planned whether the stop is known to have been asked for
   * @param crash whether the stop counts as a crash
   * @param cause what the end looks like; null without a log
   * @param lines the tail
   * @param others starts and stops before it that are not told by themselves
   */
  record Notice(
      String family,
      String unit,
      String host,
      Instant appended,
      String id,
      Instant when,
      @Nullable String exit,
      boolean planned,
      boolean crash,
      @Nullable CauseKey cause,
      List<String> lines,
      Map<String, String> labels,
      int others)
      implements Signal {
    public Notice {
      lines = List.copyOf(lines);
      labels = new TreeMap<>(labels);
    }

    /** The same, told later and with others that it stands for. */
    public Notice with(int theOthers, Instant told) {
      return new Notice(
          family, unit, host, told, id, when, exit, planned, crash, cause, lines, labels,
          theOthers);
    }
  }

  /**
   * What a person or a script said.
   *
   * @param family of the unit, or made of the title; see {@link NoteFamily}
   * @param unit the unit it is about; null: none
   * @param id the event's identity
   * @param severity from its level
   * @param title one line; null: nobody said
   * @param lines the last of its text
   * @param omitted earlier lines
   * @param others notes before it that are not told by themselves
   */
  record Note(
      String family,
      @Nullable String unit,
      String host,
      Instant appended,
      String id,
      Instant when,
      Severity severity,
      @Nullable String title,
      List<String> lines,
      long omitted,
      Map<String, String> labels,
      int others)
      implements Signal {
    public Note {
      lines = List.copyOf(lines);
      labels = new TreeMap<>(labels);
    }

    /** The same, told later and with others that it stands for. */
    public Note with(int theOthers, Instant told) {
      return new Note(
          family, unit, host, told, id, when, severity, title, lines, omitted, labels, theOthers);
    }
  }

  /** How it is known that a host has a unit. */
  enum Presence {
    /** The host's agent lists it as running. */
    LISTED,
    /** A run of it was seen that lasted. */
    RAN,
    /** Known before, and heard of again or with other labels. */
    HEARD,
    /** Known before, and the host's agent fell silent. */
    SILENT,
    /** It is not there any more, or not heard of for so long that nobody knows. */
    GONE
  }

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
    if (this instanceof Notice notice) return notice.family();
    if (this instanceof Note note) return note.family();
    return this instanceof Seen seen ? seen.family() : null;
  }
}
