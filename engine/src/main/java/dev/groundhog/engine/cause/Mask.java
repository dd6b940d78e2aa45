package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Replaces what differs from crash to crash of the same fault: ids, addresses, times, numbers,
 * paths, quoted values, names of hosts and users. One pass from left to right, token by token, so
 * that it is linear in the line, and each token meets the classes in one order.
 */
final class Mask {
  /** What was replaced by what. */
  record Swap(String was, String with) {}

  /**
   * @param text with {@code #}, {@code <id>} and the like in place of what varies
   * @param swaps in order
   */
  record Masked(String text, List<Swap> swaps) {
    Masked {
      swaps = List.copyOf(swaps);
    }
  }

  /** A number after these names a kind of fault. */
  private static final Set<String> BEFORE_CODES =
      Set.of(
          "errno", "status", "code", "signal", "http", "http/1.1", "http/2", "sqlstate", "error");

  private static final String QUOTES = "\"'`‘“«";
  private static final String CLOSERS = "\"'`’”»";
  private static final String ENDS_TOKEN = "()[]{}<>,;|\"`“”«»";

  private final String text;
  private final boolean literal;
  private final StringBuilder out;
  private final List<Swap> swaps = new ArrayList<>();
  private int at;
  private String previous = "";
  private String word = "";
  private boolean beforeCode;

  private Mask(String text, boolean literal) {
    this.text = text;
    this.literal = literal;
    this.out = new StringBuilder(text.length());
  }

  /** Masks all that varies. */
  static Masked of(String text) {
    return of(text, false);
  }

  /**
   * @param literal whether quoted names of code stay: {@code has no attribute 'foo'}
   */
  static Masked of(String text, boolean literal) {
    Mask mask = new Mask(text, literal);
    mask.run();
    return new Masked(tidy(mask.out), mask.swaps);
  }

  private void run() {
    while (at < text.length()) {
      char c = text.charAt(at);
      if (Character.isWhitespace(c) || c == '\u00a0') {
        out.append(' ');
        at++;
      } else if (QUOTES.indexOf(c) >= 0 && quoted(c)) {
        previous = "";
      } else if (c == '{' && json()) {
        previous = "";
      } else if (c == '[' && bracketedAddress()) {
        previous = "";
      } else if (ENDS_TOKEN.indexOf(c) >= 0) {
        out.append(c);
        at++;
      } else token();
    }
  }

  private boolean quoted(char open) {
    boolean inWord = at > 0 && Character.isLetterOrDigit(text.charAt(at - 1));
    if (inWord && (open == '\'' || open == '`')) return false;
    int close = closing(open);
    if (close < 0) return false;
    String inner = text.substring(at + 1, close);
    char end = text.charAt(close);
    // All of it in quotes is the message itself, and a complaint within another tells them apart.
    boolean whole =
        inner.indexOf(' ') > 0
            && (BEFORE_WORDS.contains(word)
                || ((close - at + 1) * 10 > text.length() * 8 && close - at > 20)
                || (inner.indexOf(' ') < inner.lastIndexOf(' ') && Tone.soundsBad(inner)));
    if (whole || (literal && isCode(inner)) || Names.isOfCode(word, inner)) {
      Masked within =
          whole
              ? of(inner, literal)
              : new Masked(literal ? inner : Tokens.digitsOut(inner), List.of());
      out.append(open).append(within.text()).append(end);
      swaps.addAll(within.swaps());
    } else {
      // A key that is missing is all that Python says of it.
      boolean setting =
          ((at == 0 || text.startsWith("key not found")) && isSetting(inner))
              || isDemanded(close + 1, inner);
      String masked = setting ? inner : Landmarks.path(inner);
      boolean tells = setting || masked.length() > "<path>".length();
      swap(text.substring(at, close + 1), open + (tells ? masked : "…") + end);
    }
    at = close + 1;
    return true;
  }

  /** {@code 'port' must be a number}: what a demand is made of is no value. */
  private boolean isDemanded(int behind, String inner) {
    if (!Tokens.isName(inner) || Tokens.hasDigit(inner)) return false;
    return DEMANDS.stream().anyMatch(demand -> text.startsWith(demand, behind));
  }

  /** What is quoted behind these was said by somebody, and is no value. */
  private static final Set<String> BEFORE_WORDS =
      Set.of("error", "message", "msg", "reason", "cause", "detail", "description");

  private static final List<String> DEMANDS =
      List.of(" must be", " must not", " is required", " should be", " has to be", " is not set");

  /** {@code DATABASE_URL}: a name in the environment or in code. */
  private static boolean isSetting(String inner) {
    if (inner.indexOf('_') < 1 || inner.length() > 60) return false;
    return inner.chars().allMatch(c -> (c >= 'A' && c <= 'Z') || c == '_');
  }

  private int closing(char open) {
    char close = CLOSERS.charAt(QUOTES.indexOf(open));
    for (int i = at + 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\') {
        i++;
      } else if (c == close || (open == '`' && c == '\'')) {
        boolean inWord =
            c == '\'' && i + 1 < text.length() && Character.isLetterOrDigit(text.charAt(i + 1));
        if (!inWord && i > at) return i;
      }
    }
    return -1;
  }

  /** {@code foo}, {@code Foo.bar()}, {@code <local1>}; no digits, because ids have some. */
  private static boolean isCode(String inner) {
    if (inner.isEmpty() || inner.length() > 80) return false;
    for (int i = 0; i < inner.length(); i++) {
      char c = inner.charAt(i);
      if (!Character.isLetterOrDigit(c) && "_.$()<>[]:@*&|=!+- ,".indexOf(c) < 0) return false;
    }
    return inner.indexOf(' ') < 0 || inner.indexOf('(') >= 0;
  }

  /** A JSON object or a Python dict: its keys may be a fault's, its values are not. */
  private boolean json() {
    int next = at + 1;
    while (next < text.length() && text.charAt(next) == ' ') next++;
    boolean empty =
        next < text.length() && text.charAt(next) == '}' && at > 0 && text.charAt(at - 1) == '=';
    if (!empty && (next >= text.length() || "\"'".indexOf(text.charAt(next)) < 0)) return false;
    int depth = 0;
    int end = text.length();
    for (int i = at; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '{') depth++;
      else if (c == '}' && --depth == 0) {
        end = i + 1;
        break;
      }
    }
    swap(text.substring(at, end), "{…}");
    at = end;
    return true;
  }

  /** {@code [::1]:5432}. */
  private boolean bracketedAddress() {
    int close = text.indexOf(']', at);
    if (close < 0 || close - at > 50 || !Tokens.isIpv6(text.substring(at + 1, close))) return false;
    int end = close + 1;
    if (end < text.length() && text.charAt(end) == ':') {
      end++;
      while (end < text.length() && Character.isDigit(text.charAt(end))) end++;
    }
    swap(text.substring(at, end), "<address>");
    at = end;
    return true;
  }

  private void token() {
    int stamp = Stamp.end(text, at);
    if (stamp > 0 && isDate(stamp)) {
      swap(text.substring(at, stamp), "<time>");
      at = stamp;
      previous = "";
      return;
    }
    int end = at;
    while (end < text.length() && !endsToken(end)) end++;
    String token = text.substring(at, end);
    int scheme = token.indexOf("://");
    if (scheme > 0) {
      while (end < text.length()
          && !Character.isWhitespace(text.charAt(end))
          && "\"'`)>".indexOf(text.charAt(end)) < 0) end++;
      token = text.substring(at, end);
    }
    int keep = token.length();
    while (keep > 1 && ".:!?'…".indexOf(token.charAt(keep - 1)) >= 0) keep--;
    String word = token.substring(0, keep);
    String masked = mask(word);
    if (masked.equals(word)) out.append(word);
    else swap(word, masked);
    out.append(token, keep, token.length());
    this.word = word.toLowerCase(Locale.ROOT);
    previous = keep == token.length() ? word.toLowerCase(Locale.ROOT) : "";
    beforeCode = BEFORE_CODES.contains(word.toLowerCase(Locale.ROOT));
    at = end;
  }

  /** Not {@code 11:22} of a place in a file, nor the seconds of a duration. */
  private boolean isDate(int end) {
    return end - at >= 8 && (at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1)));
  }

  private boolean endsToken(int i) {
    char c = text.charAt(i);
    if (Character.isWhitespace(c) || ENDS_TOKEN.indexOf(c) >= 0) return true;
    return c == '\'' && i > at && !Character.isLetterOrDigit(text.charAt(i - 1));
  }

  private String mask(String word) {
    if (beforeCode && word.length() <= 5 && Tokens.isDigits(word)) return word;
    int equals = word.indexOf('=');
    if (equals > 0
        && !word.contains("://")
        && equals < word.length() - 1
        && word.charAt(equals + 1) != '='
        && "!<>=".indexOf(word.charAt(equals - 1)) < 0) {
      return word.substring(0, equals + 1)
          + Tokens.value(word.substring(0, equals), word.substring(equals + 1));
    }
    if ("--".equals(previous) && word.length() > 1) return "…";
    return Names.isName(text, at, previous, word) ? "…" : Tokens.mask(word);
  }

  private void swap(String was, String with) {
    if (!was.equals(with) && swaps.size() < 100) swaps.add(new Swap(was, with));
    out.append(with);
  }

  /** One blank for many, one {@code #} for a list of them. */
  private static String tidy(StringBuilder raw) {
    String text = raw.toString();
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == ' ' && (out.length() == 0 || out.charAt(out.length() - 1) == ' ')) continue;
      out.append(c);
      if (c == '#' || c == '…') i = skipList(text, i);
    }
    String tidied = out.toString().strip();
    if (!tidied.contains("line #")) return tidied;
    return WHERE_PARSED.matcher(tidied).replaceFirst("$1<parse error>");
  }

  /**
   * A parser's words depend on what it was given: {@code x is not valid: Expecting value: line #
   * column #}.
   */
  private static final Pattern WHERE_PARSED =
      Pattern.compile(
          "^(.{1,200}?: )(?:Expecting|Unexpected|Expected|Invalid|Unterminated|Extra"
              + " data|unexpected|expected|invalid character|could not find).{0,200}line #,? column"
              + " #.*$");

  /** Behind {@code #} or a value, skips {@code , #, #}. */
  private static int skipList(String text, int at) {
    int end = at;
    while (true) {
      int next = end + 1;
      boolean comma = false;
      while (next < text.length() && " ,".indexOf(text.charAt(next)) >= 0) {
        comma |= text.charAt(next) == ',';
        next++;
      }
      if (!comma || next >= text.length() || text.charAt(next) != '#' || text.charAt(at) != '#')
        return end;
      end = next;
    }
  }
}
