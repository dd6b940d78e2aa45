package dev.groundhog.producer.redact;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * A token that begins with letters its provider chose: {@code ghp_…}. All of the run of characters
 * behind the prefix is masked, also where it is longer than such tokens are today.
 *
 * @param prefix as written, in its own case
 * @param body which characters follow
 * @param min how many of them at least
 * @param max how many at most, below 256; a longer run is something else. {@link
 *     Integer#MAX_VALUE}: any
 * @param kinds of upper case, lower case and digits, how many must be in the body: words of a
 *     language have one
 */
record ProviderToken(String kind, String prefix, IntPredicate body, int min, int max, int kinds)
    implements Rule {

  @Override
  public List<String> hints() {
    return List.of(prefix);
  }

  /** A body that is none within so many characters is none at all; the longest least is 120. */
  private static final int PROBE = 256;

  @Override
  public @Nullable Span at(String line, int from, int to) {
    if (!line.startsWith(prefix, from) || isInsideWord(Chars.at(line, from - 1))) return null;
    int near = Chars.runEnd(line, to, to + PROBE, body);
    if (near - to < min || !Chars.isMixed(line, to, near, kinds)) return null;
    if (max < PROBE && (near - to > max || Chars.isAlnum(Chars.at(line, near)))) return null;
    int end = Chars.runEnd(line, near, body);
    while (end > to && isPunctuation(line.charAt(end - 1))) end--;
    return new Span(from, end, kind);
  }

  /** A short prefix is also the end of names such as {@code cache-key-}. */
  private boolean isInsideWord(char before) {
    if (Chars.isAlnum(before)) return Chars.isAlnum(prefix.charAt(0));
    boolean isShort = prefix.length() <= 4 && !prefix.endsWith("_");
    return isShort && (before == '-' || before == '_' || before == '.');
  }

  /** A dot or a sign behind a token ends the sentence, and is no part of it. */
  private static boolean isPunctuation(char c) {
    return c == '.' || c == '%' || c == '~';
  }
}
