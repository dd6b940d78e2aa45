package dev.groundhog.ctl.console;

import dev.groundhog.ctl.incidents.Detail;
import dev.groundhog.ctl.incidents.Incidents;
import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silences;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The read model for many threads, and how the reading goes. Each change that somebody could see
 * has a number of its own.
 */
final class Board {
  private static final Logger log = LoggerFactory.getLogger(Board.class);

  /** Some months of a busy fleet; each is some KiB. */
  static final int MAX_CLOSED = 1000;

  /** How the reading goes. */
  record Reading(State state, Instant since, @Nullable String why) {
    /** What the page says of it. */
    enum State {
      /** What the topics hold is being read for the first time. */
      READING,
      /** All that the topics hold is known, and new records come. */
      LIVE,
      /** No broker answers; what was known is shown. */
      AWAY,
      /** Something in this program failed; what was known is shown, and it is tried again. */
      STOPPED
    }
  }

  private Incidents incidents = new Incidents(MAX_CLOSED);
  private Reading reading;
  private @Nullable Instant nextChange;
  private long version = 1;
  private long skipped;

  Board(Instant now) {
    this.reading = new Reading(Reading.State.READING, now, null);
  }

  /** A record that is none, or that the read model cannot take, is skipped and counted. */
  synchronized void take(List<LogRecord> records) {
    boolean seen = false;
    for (LogRecord record : records) seen |= take(record);
    if (seen) changed();
  }

  private boolean take(LogRecord record) {
    long malformed = incidents.malformed();
    try {
      boolean seen = incidents.take(record);
      skipped += incidents.malformed() - malformed;
      return seen;
    } catch (RuntimeException e) {
      // A mistake of ours; all others are not to wait for its end.
      log.error("skipped: {} offset {}", record.topic().topicName(), record.offset(), e);
      skipped++;
      return true;
    }
  }

  /** Records that were skipped since the start. */
  synchronized long skipped() {
    return skipped;
  }

  /** The topics are others than before. */
  synchronized void startOver() {
    incidents = new Incidents(MAX_CLOSED);
    changed();
  }

  synchronized void reading(Reading.State state, Instant since, @Nullable String why) {
    if (reading.state() == state && Objects.equals(reading.why(), why)) return;
    reading = new Reading(state, since, why);
    changed();
  }

  /** A silence that begins or ends is a change that no record tells of. */
  synchronized void time(Instant now) {
    if (nextChange != null && !now.isBefore(nextChange)) changed();
    nextChange = incidents.silences().nextChange(now).orElse(null);
  }

  private void changed() {
    version++;
  }

  synchronized long version() {
    return version;
  }

  synchronized Reading reading() {
    return reading;
  }

  synchronized List<Summary> list(Instant now, String words) {
    return incidents.list(now, words);
  }

  /**
   * @throws dev.groundhog.ctl.incidents.NotFoundException if none or several are meant
   */
  synchronized Detail detail(String id, Instant now) {
    return incidents.detail(id, now);
  }

  /** Silences that hold now or will, the one that ends first first. */
  synchronized List<ControlEvent> silences(Instant now) {
    return standing(incidents.silences(), now);
  }

  private static List<ControlEvent> standing(Silences silences, Instant now) {
    return silences.all().stream()
        .filter(e -> e.silence() != null && e.silence().until().isAfter(now))
        .filter(e -> e.silence() != null && e.silence().from().isBefore(e.silence().until()))
        .sorted(java.util.Comparator.comparing(e -> until(e)))
        .toList();
  }

  private static Instant until(ControlEvent event) {
    return event.silence() == null ? Instant.MAX : event.silence().until();
  }
}
