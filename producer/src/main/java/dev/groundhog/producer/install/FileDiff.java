package dev.groundhog.producer.install;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change as a unified diff. Pure. The files have a handful of lines, so the whole file is one
 * hunk, and lines are matched by their longest common subsequence.
 */
final class FileDiff {
  private FileDiff() {}

  static List<String> of(String path, Change change) {
    List<String> before = lines(change.before());
    List<String> after = lines(change.after());
    List<String> diff = new ArrayList<>();
    diff.add("--- " + (change.before() == null ? "/dev/null" : path));
    diff.add("+++ " + (change.after() == null ? "/dev/null" : path));
    diff.add("@@ -%s +%s @@".formatted(range(before), range(after)));
    int[][] common = commonLengths(before, after);
    int i = 0;
    int j = 0;
    while (i < before.size() || j < after.size()) {
      if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
        diff.add(" " + before.get(i++));
        j++;
      } else if (i < before.size() && (j == after.size() || common[i + 1][j] >= common[i][j + 1])) {
        diff.add("-" + before.get(i++));
      } else {
        diff.add("+" + after.get(j++));
      }
    }
    return diff;
  }

  /** {@code common[i][j]}: how many lines the rests from i and from j have in common, in order. */
  private static int[][] commonLengths(List<String> before, List<String> after) {
    int[][] common = new int[before.size() + 1][after.size() + 1];
    for (int i = before.size() - 1; i >= 0; i--) {
      for (int j = after.size() - 1; j >= 0; j--) {
        common[i][j] =
            before.get(i).equals(after.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private static String range(List<String> lines) {
    return lines.isEmpty() ? "0,0" : "1," + lines.size();
  }

  private static List<String> lines(@Nullable Content content) {
    if (content == null) return List.of();
    return content.mask() ? List.of("(link to /dev/null)") : content.text().lines().toList();
  }
}
