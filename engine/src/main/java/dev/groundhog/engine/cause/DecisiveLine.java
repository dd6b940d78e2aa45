package dev.groundhog.engine.cause;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Finds the line that names the fault. The kinds stand in the order of their weight: a line that a
 * run time writes when it dies beats one in which a program complains.
 */
enum DecisiveLine {
  /** Java: the head of a stack trace, or the last {@code Caused by:} of it. */
  JAVA(
      "^(?:Exception in thread \"[^\"]*\" |Caused by: )?(?:[a-zA-Z_$][\\w$]*\\.)+[A-Z][\\w$]*(?:Exception|Error|Throwable|Failure)(?::.*|$)",
      true),
  PYTHON("^(?:[A-Za-z_][\\w.]*\\.)?[A-Z]\\w*(?:Error|Exception|Interrupt|Exit)(?:: .*|$)", true),
  GO("^(?:panic|fatal error): .+", false),
  RUST("^thread '[^']*'(?: \\([0-9]+\\))? panicked at .+", false),
  NODE("^(?:Uncaught )?(?:[A-Z]\\w*)?Error(?: \\[\\w+\\])?: .+", true),
  NATIVE(
      "(?i)(?:assertion .*failed|segmentation fault|stack smashing detected|terminate called|"
          + "double free|corrupted size|AddressSanitizer|out of memory|oom-kill|core dumped)",
      false),
  COMPLAINT(
      "(?i)\\b(?:fatal|panic|error|exception|failed|failure|cannot|unable|refused|denied)\\b",
      true);

  private final Pattern pattern;
  private final boolean last;

  /**
   * @param last whether the last match decides: the root cause of a chain, the newest complaint;
   *     else the first, because what follows it are consequences
   */
  DecisiveLine(String regex, boolean last) {
    this.pattern = Pattern.compile(regex);
    this.last = last;
  }

  /** Whether a line of this kind names the fault rather than complains of something. */
  boolean isDecisive() {
    return this != COMPLAINT;
  }

  /** Index of the deciding line, or -1. */
  int find(List<String> lines) {
    int found = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!pattern.matcher(lines.get(i)).find()) continue;
      if (!last) return i;
      found = i;
    }
    return found;
  }
}
