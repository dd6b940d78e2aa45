package dev.groundhog.producer.redact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Secrets of one line by the built-in rules. A line without hints costs one table look-up a
 * character. Immutable.
 */
final class LineScan {
  private final List<Rule> rules;
  private final Hints hints;

  LineScan(List<Rule> rules) {
    this.rules = rules;
    hints = new Hints(rules);
  }

  /** In the order of their beginnings, none touching another. */
  List<Span> spans(String line) {
    List<Span> found = null;
    int[] doneTo = null;
    int state = 0;
    for (int i = 0; i < line.length(); i++) {
      state = hints.step(state, line.charAt(i));
      Hints.Hit[] hits = hints.in(state);
      if (hits.length == 0) continue;
      if (doneTo == null) doneTo = new int[rules.size()];
      for (Hints.Hit hit : hits) {
        Span span = ask(hit, line, i + 1, doneTo);
        if (span == null) continue;
        if (found == null) found = new ArrayList<>();
        found.add(span);
      }
    }
    return found == null ? List.of() : joined(found);
  }

  private static @Nullable Span ask(Hints.Hit hit, String line, int to, int[] doneTo) {
    if (to - hit.length() < doneTo[hit.index()]) return null;
    Span span = hit.rule().at(line, to - hit.length(), to);
    if (span == null || span.length() <= 0) return null;
    doneTo[hit.index()] = span.to();
    return span;
  }

  /**
   * Where secrets overlap, the longest says the kind of the whole, and of two as long the later
   * one: its hint stands in the secret itself, not in its name.
   */
  static List<Span> joined(List<Span> spans) {
    Span[] sorted = spans.toArray(new Span[0]);
    Arrays.sort(sorted, Comparator.comparingInt(Span::from));
    List<Span> joined = new ArrayList<>();
    Span whole = sorted[0];
    int longest = whole.length();
    for (Span span : Arrays.asList(sorted).subList(1, sorted.length)) {
      if (span.from() >= whole.to()) {
        joined.add(whole);
        whole = span;
        longest = span.length();
        continue;
      }
      String kind = span.length() >= longest ? span.kind() : whole.kind();
      longest = Math.max(longest, span.length());
      whole = new Span(whole.from(), Math.max(whole.to(), span.to()), kind);
    }
    joined.add(whole);
    return joined;
  }
}
