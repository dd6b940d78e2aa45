package dev.groundhog.engine.cause;

import java.util.List;

/**
 * What a reader found: one thing that may have ended the run.
 *
 * @param kind what it is, for people: {@code Java exception}
 * @param rank what it weighs
 * @param at index in the tail of the line that names it
 * @param type the exception's type, or another name that never varies; may be empty
 * @param message what was said, unmasked; may be empty
 * @param frames nearest to the fault first
 * @param literal whether quoted words of the message are names in the code rather than data
 * @param framesOnly whether the frames alone are hashed, type and message fitting any place
 */
record Fault(
    String kind,
    Rank rank,
    int at,
    String type,
    String message,
    List<Frame> frames,
    boolean literal,
    boolean framesOnly) {

  Fault {
    frames = List.copyOf(frames);
  }

  Fault(String kind, Rank rank, int at, String type, String message) {
    this(kind, rank, at, type, message, List.of(), false, false);
  }

  Fault(
      String kind,
      Rank rank,
      int at,
      String type,
      String message,
      List<Frame> frames,
      boolean literal) {
    this(kind, rank, at, type, message, frames, literal, false);
  }

  /** The same, told from others by its frames alone. */
  Fault byFrames() {
    return new Fault(kind, rank, at, type, message, frames, literal, true);
  }

  /** The type and what it says, as a run time prints it. */
  String words() {
    if (type.isEmpty()) return message;
    return message.isEmpty() ? type : type + ": " + message;
  }
}
