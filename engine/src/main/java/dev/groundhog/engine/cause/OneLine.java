package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stack trace that a logger put into one line: .NET's formatters for the journal, for JSON and
 * for single lines write a space for each line end, others a tab.
 */
final class OneLine {
  private static final int MAX_LINES = 300;

  private static final Pattern JOINT =
      Pattern.compile(
          "(?:\\s{2,}|\\t)(?=at [\\w.$<>`|+\\[\\],@/-]{3,300}\\(|---> |--- End of |Caused by:"
              + " |\\.\\.\\. \\d+ (?:more|common))");

  private OneLine() {}

  /** Whether two steps or more are joined in it. */
  static boolean isStack(String text) {
    int first = joint(text, 1);
    return first > 0 && joint(text, first + 4) > 0;
  }

  private static int joint(String text, int from) {
    int spaces = text.indexOf("  at ", from);
    int tab = text.indexOf("\tat ", from);
    return spaces < 0 ? tab : tab < 0 ? spaces : Math.min(spaces, tab);
  }

  /** Its lines: what was said, then the steps, indented. */
  static List<String> lines(String text) {
    List<String> lines = new ArrayList<>();
    Matcher joint = JOINT.matcher(text);
    int from = 0;
    while (lines.size() < MAX_LINES && joint.find()) {
      if (joint.start() == 0) continue;
      lines.add((from == 0 ? "" : "   ") + text.substring(from, joint.start()));
      from = joint.end();
    }
    lines.add((from == 0 ? "" : "   ") + text.substring(from));
    return lines;
  }
}
