package dev.groundhog.producer.agent;

import dev.groundhog.runtime.program.Program;
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

  private static final int MAX_WORDS = 200;

  static Refusal of(Throwable why) {
    Throwable cause = rootOf(why);
    if (cause instanceof RecordTooLargeException || cause instanceof RecordBatchTooLargeException) {
      return TOO_LARGE;
    }
    return cause instanceof InvalidRecordException || cause instanceof SerializationException
        ? NEVER
        : NOT_NOW;
  }

  /** In words for a log line: the kind of error, and the client's own words, in 200 characters. */
  static String brief(Throwable why) {
    Throwable cause = rootOf(why);
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    String words = Program.lastWords(cause).lines().findFirst().orElse("");
    String both = words.isEmpty() || words.equals(cause.toString()) ? kind : kind + ": " + words;
    return both.length() > MAX_WORDS ? both.substring(0, MAX_WORDS) + "…" : both;
  }

  private static Throwable rootOf(Throwable why) {
    boolean wrapped = why instanceof ExecutionException;
    Throwable cause = why.getCause();
    return wrapped && cause != null ? cause : why;
  }
}
