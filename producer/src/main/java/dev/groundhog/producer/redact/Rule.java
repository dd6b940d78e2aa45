package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognises one shape of secret. It is asked only where one of its hints stands in a line.
 *
 * <p>For the whole to be linear, a rule that answers null has looked at a bounded number of
 * characters around the hint; one that finds a secret may look at all of it, because nothing in it
 * is looked at by the same rule again.
 */
interface Rule {
  /** Words, at least one of which stands in or beside every secret of this shape; any case. */
  List<String> hints();

  /**
   * @param from index of the hint in the line
   * @param to index behind the hint
   */
  @Nullable Span at(String line, int from, int to);
}
