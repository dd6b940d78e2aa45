package dev.groundhog.ctl.console;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.terminal.Plain;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.InterruptException;

/**
 * A source for somebody who does not wait for ever: gives up after a while, whatever is being read
 * then (a warm-up can be longer than what it is for), and when its thread is to end. For one
 * reading.
 */
final class Impatient implements Source {
  /** It took too long; the message is for whoever looks. */
  static final class GivenUpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    GivenUpException(Duration patience) {
      super(
          "reading the log took longer than "
              + Plain.lasting(patience)
              + "; groundhogctl replay --report has no such limit");
    }
  }

  private final Source source;
  private final Duration patience;
  private final long begun = System.nanoTime();

  Impatient(Source source, Duration patience) {
    this.source = source;
    this.patience = patience;
  }

  @Override
  public int partitions() {
    goOn();
    return source.partitions();
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    goOn();
    source.unitEvents(from, to, record -> take(record, reader));
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    goOn();
    source.alerts(record -> take(record, reader));
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    goOn();
    source.controlEvents(record -> take(record, reader));
  }

  private void take(LogRecord record, Consumer<LogRecord> reader) {
    goOn();
    reader.accept(record);
  }

  private void goOn() {
    if (Thread.currentThread().isInterrupted()) throw new InterruptException("the console ends");
    if (System.nanoTime() - begun > patience.toNanos()) throw new GivenUpException(patience);
  }
}
