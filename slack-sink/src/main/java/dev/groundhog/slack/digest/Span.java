package dev.groundhog.slack.digest;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A piece of a sentence, before it is known whether Slack or a terminal shows it.
 *
 * @param text what to show; already {@link Clean}. For times the UTC form, which Slack replaces by
 *     the reader's own
 * @param at only for times
 */
record Span(Kind kind, String text, @Nullable Instant at) {

  enum Kind {
    PLAIN,
    BOLD,
    CODE,
    /** A time with its day. */
    DAY_TIME,
    /** A time whose day is clear from what stands before it. */
    TIME
  }

  static Span plain(String text) {
    return new Span(Kind.PLAIN, text, null);
  }

  static Span bold(String text) {
    return new Span(Kind.BOLD, text, null);
  }

  static Span code(String text) {
    return new Span(Kind.CODE, text, null);
  }

  static Span dayTime(Instant at) {
    return new Span(Kind.DAY_TIME, Words.dayTime(at), at);
  }

  static Span time(Instant at) {
    return new Span(Kind.TIME, Words.time(at), at);
  }

  /** The words alone. */
  static String words(List<Span> line) {
    StringBuilder all = new StringBuilder();
    line.forEach(span -> all.append(span.text));
    return all.toString();
  }
}
