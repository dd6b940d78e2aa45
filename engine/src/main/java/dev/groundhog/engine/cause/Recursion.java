package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Frames of a stack that has no sure top: a recursion without end, a trace of which the head is
 * lost.
 */
final class Recursion {
  private Recursion() {}

  /**
   * The functions that call each other, each once and in the order of their names: where in the
   * round the stack was full, or the tail was cut, differs each time.
   */
  static List<Frame> of(List<Frame> frames, int rounds) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Frame frame : frames) counts.merge(frame.name(), 1, Integer::sum);
    Map<String, Frame> members = new LinkedHashMap<>();
    for (Frame frame : frames) {
      Integer count = counts.get(frame.name());
      if (count != null && count >= rounds) members.putIfAbsent(frame.name(), frame);
    }
    List<Frame> sorted = new ArrayList<>(members.isEmpty() ? frames : members.values());
    boolean own = sorted.stream().anyMatch(Frame::own);
    if (own) sorted.removeIf(frame -> !frame.own());
    sorted.sort(Comparator.comparing(Frame::name));
    return sorted;
  }

  /** Whether an own function is among the frames so many times. */
  static boolean isIn(List<Frame> frames, int rounds) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    for (Frame frame : frames) {
      if (frame.own() && counts.merge(frame.name(), 1, Integer::sum) >= rounds) return true;
    }
    return false;
  }

  /** From the outside in: what is nearest to the fault may be cut off, the way in is not. */
  static List<Frame> outermost(List<Frame> frames) {
    List<Frame> reversed = new ArrayList<>(frames);
    java.util.Collections.reverse(reversed);
    return reversed;
  }
}
