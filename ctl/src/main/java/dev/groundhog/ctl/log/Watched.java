package dev.groundhog.ctl.log;

import dev.groundhog.ctl.terminal.Bar;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Progress;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A source while somebody looks on: how far a reading of the unit events is, is told by their
 * append times, which come in order, whatever their number.
 */
public final class Watched implements Source {
  private final Source source;
  private final Bar bar;
  private final String what;
  private final PrintWriter err;

  /**
   * @param what is done, one word of at most 8 letters
   * @param err standard error
   */
  public Watched(Source source, Bar bar, String what, PrintWriter err) {
    this.source = source;
    this.bar = bar;
    this.what = what;
    this.err = err;
  }

  @Override
  public int partitions() {
    return source.partitions();
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    Instant end = to.equals(LATEST) ? Output.now() : to;
    try (Progress progress = bar.begin(what, err)) {
      source.unitEvents(from, to, new Reading(reader, progress, end)::take);
    }
  }

  @Override
  public void firstUnitEvents(Consumer<LogRecord> reader) {
    source.firstUnitEvents(reader);
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    source.alerts(reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    source.controlEvents(reader);
  }

  /** From the first record on: the log may begin long after what was asked for. */
  private static final class Reading {
    private final Consumer<LogRecord> reader;
    private final Progress progress;
    private final Instant end;
    private @Nullable Instant first;

    Reading(Consumer<LogRecord> reader, Progress progress, Instant end) {
      this.reader = reader;
      this.progress = progress;
      this.end = end;
    }

    void take(LogRecord record) {
      if (first == null) first = record.appended();
      if (progress.step()) progress.at(share(first, record.appended()));
      reader.accept(record);
    }

    private double share(Instant begin, Instant at) {
      long whole = Duration.between(begin, end).toMillis();
      return whole <= 0 ? 1 : Duration.between(begin, at).toMillis() / (double) whole;
    }
  }
}
