package dev.groundhog.engine.cause;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Replaces what differs from crash to crash of the same fault: ids, addresses, numbers, paths,
 * quoted values. Patterns are linear in the line's length; lines are cut before they come here.
 */
final class Mask {
  private record Rule(Pattern pattern, String with) {}

  private static final List<Rule> RULES =
      List.of(
          rule(
              "[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}",
              "<id>"),
          rule("\\b[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{5,}(?:Z|[+-][0-9:]{4,5})?", "<time>"),
          rule("\\b[0-9]{1,3}(?:\\.[0-9]{1,3}){3}(?::[0-9]{1,5})?\\b", "<address>"),
          rule("\\b0x[0-9a-fA-F]+\\b", "<hex>"),
          rule("@[0-9a-f]{6,16}\\b", "@<hex>"),
          rule("\\b(?=[0-9a-fA-F]*[0-9])(?=[0-9a-fA-F]*[a-fA-F])[0-9a-fA-F]{8,64}\\b", "<hex>"),
          rule("(?<![\\w/.])/(?:[\\w.@+-]+/)+[\\w.@+-]*", "<path>"),
          rule("\"[^\"]{0,500}\"", "\"…\""),
          rule("'[^']{0,500}'", "'…'"),
          rule("\\$\\$Lambda[\\w$/]*|\\$Proxy[0-9]+|\\$\\$[A-Za-z]+CGLIB\\$\\$\\w+", "<generated>"),
          rule("(?<![A-Za-z_])[0-9]+(?:\\.[0-9]+)?", "#"));

  private Mask() {}

  /** The line with {@code #}, {@code <id>} and the like in place of what varies. */
  static String of(String line) {
    String masked = line;
    for (Rule rule : RULES) masked = rule.pattern().matcher(masked).replaceAll(rule.with());
    return masked;
  }

  private static Rule rule(String regex, String with) {
    return new Rule(Pattern.compile(regex), with);
  }
}
