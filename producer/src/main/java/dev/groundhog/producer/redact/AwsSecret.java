package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The secret half of an AWS key, which has nothing to be known by but its 40 characters, where its
 * other half stands before it in the same line: the credentials file that the console offers.
 */
final class AwsSecret implements Rule {
  private static final int LENGTH = 40;

  /** The key's id has 20 characters; behind it not more than some words. */
  private static final int NEAR = 120;

  @Override
  public List<String> hints() {
    return List.of("AKIA", "ASIA");
  }

  @Override
  public @Nullable Span at(String line, int from, int to) {
    if (Chars.isAlnum(Chars.at(line, from - 1))) return null;
    int near = Math.min(line.length(), to + NEAR);
    for (int at = to; at < near; at++) {
      int end = Chars.runEnd(line, at, at + LENGTH + 1, AwsSecret::isBody);
      if (end - at == LENGTH && Chars.isMixed(line, at, end, 3)) {
        return new Span(at, end, "aws-secret");
      }
      at = Math.max(at, end);
    }
    return null;
  }

  private static boolean isBody(int c) {
    return Chars.isAlnum(c) || c == '/' || c == '+';
  }
}
