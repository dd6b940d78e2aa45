package dev.groundhog.engine.cause;

import java.util.List;

/**
 * Why crashes are together: what of a tail became the fingerprint. Two tails have one cause exactly
 * if their {@code hashed} texts are equal.
 *
 * @param cause the result
 * @param kind what was recognised: {@code Java exception}, {@code a complaint}
 * @param evidence what it weighs, in words
 * @param deciding the line that names the fault, as it stood in the tail; none if how the run ended
 *     decided
 * @param frames the functions that were taken, nearest to the fault first
 * @param left functions of the same stack that were left out: a run time's, a library's, or further
 *     away
 * @param masked what was replaced by what in the message, in order
 * @param hashed the text of which the fingerprint is the hash
 */
public record Explanation(
    CauseKey cause,
    String kind,
    String evidence,
    List<Deciding> deciding,
    List<String> frames,
    List<String> left,
    List<Replaced> masked,
    String hashed) {

  /**
   * @param line number in the tail, from 1
   * @param text as it stood there, at most 500 characters
   */
  public record Deciding(int line, String text) {}

  /** A part of the message that differs from crash to crash, and what stands in its place. */
  public record Replaced(String was, String with) {}

  public Explanation {
    deciding = List.copyOf(deciding);
    frames = List.copyOf(frames);
    left = List.copyOf(left);
    masked = List.copyOf(masked);
  }
}
