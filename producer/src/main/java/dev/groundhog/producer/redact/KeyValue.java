package dev.groundhog.producer.redact;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A secret that is known by its name: {@code password=…}, {@code "api_key": "…"}, {@code --token
 * …}, {@code <secret>…</secret>}, {@code {\"password\":\"…\"}}. The name stays.
 *
 * <p>After {@code =}, in JSON and where a line begins with the name, any value is a secret but
 * those of {@link Harmless}. In a sentence ({@code bad token: …}) only one that looks like one.
 */
final class KeyValue implements Rule {
  /** No name is longer. */
  private static final int NAME = 64;

  @Override
  public List<String> hints() {
    return SecretName.HINTS;
  }

  @Override
  public @Nullable Span at(String line, int from, int to) {
    int start = Chars.runStart(line, from, NAME, KeyValue::isName);
    int end = Chars.runEnd(line, to, to + NAME, KeyValue::isName);
    while (start < from && !Chars.isAlnum(line.charAt(start))) start++;
    while (end > to && !Chars.isAlnum(line.charAt(end - 1))) end--;
    Separator separator = Separator.behind(line, start, end);
    boolean isUser = line.startsWith("//", start - 2);
    if (separator == null || isUser) return null;
    String name = line.substring(start, end);
    String kind = SecretName.kind(name);
    if (kind == null) return null;
    Value value = Value.at(line, separator);
    if (value == null || isNameAgain(name, value.text(line))) return null;
    if (!isSecret(line, value, kind, separator)) return null;
    if (isTestReport(line, start, end, separator, value)) return null;
    return new Span(value.from(), value.to(), kind);
  }

  private static boolean isName(int c) {
    return Chars.isWord(c) || c == '.';
  }

  /** Code that a stack trace quotes: {@code connect(password=password)}. */
  private static boolean isNameAgain(String name, String value) {
    return name.toLowerCase(Locale.ROOT).endsWith(value.toLowerCase(Locale.ROOT));
  }

  /** {@code pass: 12, fail: 3} counts tests; {@code --- PASS: TestFoo} names one. */
  private static boolean isTestReport(
      String line, int start, int end, Separator separator, Value value) {
    if (end - start != 4 || !Chars.startsWithIgnoreCase(line, start, "pass")) return false;
    boolean colon = line.substring(end, separator.valueAt()).equals(": ");
    return colon && value.text(line).chars().noneMatch(Chars::isDigit);
  }

  private static boolean isSecret(String line, Value value, String kind, Separator separator) {
    String text = value.text(line);
    if (Harmless.is(text)) return false;
    boolean digits = Chars.isMixed(text, 0, Math.min(text.length(), NAME), 2);
    boolean hasDigit = text.chars().limit(NAME).anyMatch(Chars::isDigit);
    if (kind.equals("signature")) return text.length() >= 16 && hasDigit;
    if (kind.equals("credential")) {
      return text.length() >= 6 && (hasDigit || text.indexOf(':') > 0 || text.length() > 24);
    }
    if (isCount(text) && !kind.equals("password")) return false;
    return switch (separator.form()) {
      case ASSIGNED -> true;
      case WORD -> !text.startsWith("-") && text.length() > 2;
      case PROSE ->
          kind.equals("password")
              ? text.length() >= 6 && (digits || hasDigit || value.endsClause(line))
              : text.length() >= 8 && hasDigit && digits;
    };
  }

  private static boolean isCount(String text) {
    return text.length() < 6 && text.chars().allMatch(Chars::isDigit);
  }
}
