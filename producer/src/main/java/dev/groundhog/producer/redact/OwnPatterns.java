package dev.groundhog.producer.redact;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an operator wants masked besides: {@code redact.patterns.NAME=REGEX}. RE2's syntax and time,
 * which is linear in the line whatever the pattern.
 */
final class OwnPatterns {
  private static final String SETTING = "redact.patterns.";

  /** A name is shown in every mark. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  private final Map<String, Pattern> patterns = new TreeMap<>();

  /**
   * @throws InvalidSettingException if one is none, or matches what is not there
   */
  OwnPatterns(Map<String, String> settings) {
    settings.forEach((name, regex) -> patterns.put(checked(name), compiled(name, regex)));
  }

  private static String checked(String name) {
    if (NAME.matches(name)) return name;
    throw invalid(name, "a name of lower-case letters, digits and dashes, at most 32", "another");
  }

  private static Pattern compiled(String name, String regex) {
    try {
      Pattern pattern = Pattern.compile(regex);
      if (!pattern.matches("")) return pattern;
    } catch (PatternSyntaxException e) {
      // The pattern itself may hold what must not be seen: only the kind of the mistake is said.
      throw invalid(
          name, "a regular expression in RE2's syntax", "a mistake: " + e.getDescription());
    }
    throw invalid(name, "a regular expression", "one that matches an empty text");
  }

  private static InvalidSettingException invalid(String name, String expected, String found) {
    return new InvalidSettingException(SETTING + name, expected, found, "Nothing was started.");
  }

  /** Group 1 of each match, or the whole match; nothing inside of a mark. */
  List<Span> spans(String line) {
    if (patterns.isEmpty()) return List.of();
    List<Span> spans = new ArrayList<>();
    BitSet marks = marks(line);
    patterns.forEach((name, pattern) -> addSpans(name, pattern.matcher(line), marks, spans));
    return spans;
  }

  private static void addSpans(String name, Matcher matcher, BitSet marks, List<Span> spans) {
    while (matcher.find()) {
      int group = matcher.groupCount() > 0 && matcher.start(1) >= 0 ? 1 : 0;
      int from = matcher.start(group);
      int to = matcher.end(group);
      int mark = marks.nextSetBit(from);
      if (to > from && (mark < 0 || mark >= to)) spans.add(new Span(from, to, name));
    }
  }

  /** Where marks stand: a pattern as wide as {@code [a-z]+} would mask them, again and again. */
  private static BitSet marks(String line) {
    BitSet marks = new BitSet();
    for (int at = line.indexOf(Span.MARK); at >= 0; at = line.indexOf(Span.MARK, at + 1)) {
      int end = line.indexOf(']', at);
      if (end < 0) break;
      marks.set(at, end + 1);
    }
    return marks;
  }
}
