package dev.groundhog.producer.agent;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/** What it means for an event that the broker did not acknowledge it. */
enum Refusal {
  /** The broker is away, changing, or lets nobody write: the same event is worth sending again. */
  NOT_NOW,
  /** Too large for the topic: without its tail it may fit. */
  TOO_LARGE,
  /** No broker will ever take it. */
  NEVER;

  static Refusal of(Throwable why) {
    Throwable cause = rootOf(why);
    if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
      return TOO_LARGE;
    }
    return cause instanceof InvalidRecordException || cause instanceof SerializationException
        ? NEVER
        : NOT_NOW;
  }

  /** In words for a log line: the kind of error, and the client's own words where it has some. */
  static String brief(Throwable why) {
    Throwable cause = rootOf(why);
    return cause.getClass().getSimpleName().replace("Exception", "");
  }

  private static Throwable rootOf(Throwable why) {
    boolean wrapped = why instanceof ExecutionException;
    Throwable cause = why.getCause();
    return wrapped && cause != null ? cause : why;
  }
}
