package dev.groundhog.producer.redact;

import java.util.List;

/** Whatever takes secrets out of text. Must never throw, whatever the text. */
@FunctionalInterface
public interface Mask {
  /**
   * @param lines of one log, oldest first, each whole and free of control characters
   * @return as many lines, or fewer where a block of lines was one secret
   */
  List<MaskedLine> mask(List<String> lines);
}
