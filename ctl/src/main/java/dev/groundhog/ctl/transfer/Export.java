package dev.groundhog.ctl.transfer;

import dev.groundhog.ctl.anonymise.Disguise;
import dev.groundhog.ctl.archive.ArchiveWriter;
import dev.groundhog.ctl.archive.Contents;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.rules.RulesHistory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Copies what a replay of a range needs from a source into an archive. */
final class Export {
  private final Source source;
  private final ArchiveWriter writer;
  private final @Nullable Disguise disguise;
  private Instant newest = Instant.MIN;

  /**
   * @param disguise under which names; null: their own
   */
  Export(Source source, ArchiveWriter writer, @Nullable Disguise disguise) {
    this.source = new Settled(source);
    this.writer = writer;
    this.disguise = disguise;
  }

  /** Returns what the archive's header says. */
  Header run(TimeRange range, String product, String madeBy) throws IOException {
    TimeRange exact = inMillis(range);
    Instant begin = new Replay(source).warmUpBegin(exact, RulesHistory.read(source));
    if (disguise != null) meetAll(disguise, begin, exact.to());
    source.unitEvents(begin, exact.to(), this::unitEvent);
    Instant to = lastOf(exact);
    Contents contents = Contents.of(source, begin, to);
    source.alerts(
        record -> {
          if (contents.hasAlert(record)) write(record);
        });
    source.controlEvents(
        record -> {
          if (contents.hasControlEvent(record)) write(record);
        });
    return writer.finish(
        Header.of(product, madeBy, exact.from(), to, begin, source.partitions(), disguise != null));
  }

  private void meetAll(Disguise disguise, Instant begin, Instant to) {
    source.unitEvents(begin, to, disguise::meet);
    source.alerts(disguise::meet);
    source.controlEvents(disguise::meet);
  }

  private void unitEvent(LogRecord record) {
    newest = record.appended();
    write(record);
  }

  private void write(LogRecord record) {
    LogRecord shown = disguise == null ? record : disguise.mask(record);
    if (shown == null) return;
    try {
      writer.add(shown);
    } catch (IOException e) {
      throw new UncheckedIOException("FILE: " + e.getMessage(), e);
    }
  }

  /** The contract's times, and the brokers', are in milliseconds. */
  private static TimeRange inMillis(TimeRange range) {
    long from = range.from().toEpochMilli();
    if (Instant.ofEpochMilli(from).isBefore(range.from())) from++;
    long to = range.to().toEpochMilli();
    return new TimeRange(Instant.ofEpochMilli(from), Instant.ofEpochMilli(Math.max(from, to)));
  }

  /** An open range ends with the newest event. */
  private Instant lastOf(TimeRange range) {
    if (!range.to().equals(Source.LATEST)) return range.to();
    return newest.isBefore(range.from()) ? range.from() : newest;
  }
}
