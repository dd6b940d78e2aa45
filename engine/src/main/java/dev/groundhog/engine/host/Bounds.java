package dev.groundhog.engine.host;

import dev.groundhog.events.Tail;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What of a crash is passed on and remembered. Agents keep to these bounds; whoever writes by hand
 * may not, and 100 crashes must fit into one record of 1 MiB, or the broker refuses it for ever:
 * 100 × (labels 4 KiB + id, title and names 2 KiB) + 4 tails × 32 KiB, as JSON, which at worst
 * doubles text without control characters.
 */
final class Bounds {
  private static final int MAX_LABEL_BYTES = 2 * 1024;

  /** In UTF-8; what needs four is two characters here. */
  private static final int MAX_BYTES_OF_A_CHARACTER = 3;

  private Bounds() {}

  /** The newest lines: at most 64, and 16 KiB. */
  static Tail tail(@Nullable Tail tail) {
    if (tail == null) return Tail.of("none", List.of());
    ArrayDeque<String> kept = new ArrayDeque<>();
    int room = Tail.MAX_BYTES;
    for (int i = tail.lines().size() - 1; i >= 0 && kept.size() < Tail.MAX_LINES; i--) {
      String line = plain(tail.lines().get(i));
      room -= bytes(line) + 1;
      if (room < 0) break;
      kept.addFirst(line);
    }
    return Tail.of(tail.source(), List.copyOf(kept));
  }

  /**
   * Labels in the order of their names as long as there is room; one that is too large is left out.
   */
  static Map<String, String> labels(Map<String, String> labels) {
    SortedMap<String, String> sorted = new TreeMap<>(labels);
    return areSmall(sorted) ? sorted : bounded(sorted);
  }

  /** As nearly all labels are: nothing of them has to go. */
  private static boolean areSmall(Map<String, String> labels) {
    int characters = 0;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      if (hasControl(label.getKey()) || hasControl(label.getValue())) return false;
      characters += label.getKey().length() + label.getValue().length();
    }
    return characters * MAX_BYTES_OF_A_CHARACTER <= MAX_LABEL_BYTES;
  }

  private static Map<String, String> bounded(SortedMap<String, String> labels) {
    Map<String, String> kept = new TreeMap<>();
    int room = MAX_LABEL_BYTES;
    for (Map.Entry<String, String> label : labels.entrySet()) {
      String name = plain(label.getKey());
      String value = plain(label.getValue());
      int size = bytes(name) + bytes(value);
      if (size > room) continue;
      room -= size;
      kept.put(name, value);
    }
    return kept;
  }

  /** Without control characters. */
  static String plain(String text) {
    return hasControl(text) ? masked(text) : text;
  }

  private static boolean hasControl(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) return true;
    }
    return false;
  }

  private static String masked(String text) {
    StringBuilder masked = new StringBuilder(text);
    for (int i = 0; i < text.length(); i++) {
      if (isControl(text.charAt(i))) masked.setCharAt(i, '?');
    }
    return masked.toString();
  }

  /** JSON makes six bytes of one; a tab is worth its two. */
  private static boolean isControl(char c) {
    return c < ' ' && c != '\t';
  }

  /** In UTF-8, where half a pair of surrogates is one question mark. */
  private static int bytes(String text) {
    int bytes = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) i++;
      if (pair) bytes += 4;
      else if (c < 0x80 || Character.isSurrogate(c)) bytes++;
      else bytes += c < 0x800 ? 2 : 3;
    }
    return bytes;
  }
}
