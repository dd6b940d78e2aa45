package dev.groundhog.producer.redact;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;

/**
 * Finds all hints of all rules in one pass over a line, whatever their number: the automaton of Aho
 * and Corasick (1975). ASCII letters match in either case.
 *
 * <p>A table of states times characters that occur in hints; some 200 KiB. Immutable.
 */
final class Hints {
  /** A hint that was found: it ends behind the current character. */
  record Hit(Rule rule, int index, int length) {}

  private static final Hit[] NONE = {};

  /** Character to column; column 0 is every character that is in no hint. */
  private final byte[] column = new byte[128];

  private final int columns;
  private final int[] next;
  private final Hit[][] hits;

  Hints(List<Rule> rules) {
    columns = numberColumns(rules);
    List<int[]> states = new ArrayList<>(List.of(new int[columns]));
    List<List<Hit>> found = new ArrayList<>(List.of(new ArrayList<>()));
    for (int i = 0; i < rules.size(); i++) {
      for (String hint : rules.get(i).hints()) {
        int state = 0;
        for (int at = 0; at < hint.length(); at++) {
          state = childOf(states, found, state, column[hint.charAt(at)]);
        }
        found.get(state).add(new Hit(rules.get(i), i, hint.length()));
      }
    }
    addFallbacks(states, found);
    next = new int[states.size() * columns];
    for (int i = 0; i < states.size(); i++) {
      System.arraycopy(states.get(i), 0, next, i * columns, columns);
    }
    hits = found.stream().map(f -> f.isEmpty() ? NONE : f.toArray(NONE)).toArray(Hit[][]::new);
  }

  private int numberColumns(List<Rule> rules) {
    int count = 1;
    for (Rule rule : rules) {
      for (String hint : rule.hints()) {
        for (int at = 0; at < hint.length(); at++) {
          char c = Chars.lower(hint.charAt(at));
          if (column[c] == 0) column[c] = (byte) count++;
        }
      }
    }
    for (char c = 'A'; c <= 'Z'; c++) column[c] = column[Chars.lower(c)];
    return count;
  }

  private int childOf(List<int[]> states, List<List<Hit>> found, int state, int col) {
    int child = states.get(state)[col];
    if (child != 0) return child;
    states.add(new int[columns]);
    found.add(new ArrayList<>());
    states.get(state)[col] = states.size() - 1;
    return states.size() - 1;
  }

  /** Where no child is, the table points to the longest suffix that is the beginning of a hint. */
  private void addFallbacks(List<int[]> states, List<List<Hit>> found) {
    int[] fallback = new int[states.size()];
    Queue<Integer> queue = new ArrayDeque<>();
    Arrays.stream(states.get(0)).filter(child -> child != 0).forEach(queue::add);
    while (!queue.isEmpty()) {
      int state = queue.remove();
      int[] row = states.get(state);
      int[] shorter = states.get(fallback[state]);
      found.get(state).addAll(found.get(fallback[state]));
      for (int col = 0; col < columns; col++) {
        if (row[col] == 0) row[col] = shorter[col];
        else {
          fallback[row[col]] = shorter[col];
          queue.add(row[col]);
        }
      }
    }
  }

  /** The state behind {@code c}; the first state is 0. */
  int step(int state, char c) {
    return next[state * columns + (c < 128 ? column[c] : 0)];
  }

  /** Hints that end in this state. */
  Hit[] in(int state) {
    return hits[state];
  }
}
