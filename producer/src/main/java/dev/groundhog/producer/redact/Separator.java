package dev.groundhog.producer.redact;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands between a name and its value.
 *
 * @param valueAt index at which the value begins, or the quotes around it
 * @param form how sure it is that a value follows
 */
record Separator(int valueAt, Form form) {
  enum Form {
    /** {@code name=}, {@code "name":}, {@code name:} where a line or a structure begins. */
    ASSIGNED,
    /** {@code --name value}, {@code PASSWORD 'value'}. */
    WORD,
    /** {@code the name: value}. */
    PROSE
  }

  private static final int MOST_BLANKS = 32;

  /** Settings that their programs write with a blank: Redis, netrc. */
  private static final List<String> WITH_BLANK = List.of("requirepass", "masterauth");

  /** The separator behind the name that stands at {@code start} to {@code end}, or null. */
  static @Nullable Separator behind(String line, int start, int end) {
    int closed = Chars.runEnd(line, end, end + 10, c -> Chars.isQuote(c) || c == '\\' || c == ']');
    boolean quoted = closed > end;
    int at = blanks(line, closed);
    char c = Chars.at(line, at);
    if (c == '=' || c == ':') return sign(line, start, at, quoted);
    if (c == '>' && at == end && Chars.at(line, start - 1) != ' ') return assigned(line, at + 1);
    if (quoted) return valueAttribute(line, at);
    return at > end ? blank(line, start, end, at) : null;
  }

  private static @Nullable Separator sign(String line, int start, int at, boolean quoted) {
    char next = Chars.at(line, at + 1);
    boolean colon = line.charAt(at) == ':';
    if (next == ':' || (next == '=' && !colon)) return null;
    int behind = next == '=' || (next == '>' && !colon) ? at + 2 : at + 1;
    boolean sure = !colon || quoted || next != ' ' || beginsStructure(line, start);
    return new Separator(blanks(line, behind), sure ? Form.ASSIGNED : Form.PROSE);
  }

  /** Whether nothing but a sign or the line's beginning stands before a name. */
  private static boolean beginsStructure(String line, int start) {
    int at = start;
    while (at > 0 && start - at < MOST_BLANKS && isLead(line.charAt(at - 1))) at--;
    return at == 0 || "{([,;|<>\"'&?".indexOf(line.charAt(at - 1)) >= 0;
  }

  private static boolean isLead(char c) {
    return Chars.isBlank(c) || c == '-' || c == '_' || c == '*';
  }

  /** {@code key="password" value="…"}, {@code {"name":"DB_PASSWORD","value":"…"}}. */
  private static @Nullable Separator valueAttribute(String line, int from) {
    int at = Chars.runEnd(line, from, from + 8, c -> c == ',' || Chars.isBlank(c) || isQuoting(c));
    if (!Chars.startsWithIgnoreCase(line, at, "value")) {
      // SQL: PASSWORD 'x' has no quote behind the name, so nothing else is left here.
      return null;
    }
    int behind = blanks(line, Chars.runEnd(line, at + 5, at + 9, Separator::isQuoting));
    char c = Chars.at(line, behind);
    return c == '=' || c == ':' ? assigned(line, behind + 1) : null;
  }

  private static @Nullable Separator blank(String line, int start, int end, int at) {
    boolean option = Chars.at(line, start - 1) == '-' && !Chars.isWord(Chars.at(line, start - 3));
    boolean sql =
        Chars.at(line, at) == '\'' && Chars.startsWithIgnoreCase(line, end - 8, "password");
    if (option || sql || isWithBlank(line, start, end)) return new Separator(at, Form.WORD);
    for (String word : List.of("is ", "was ")) {
      if (line.startsWith(word, at)) return new Separator(at + word.length(), Form.PROSE);
    }
    return null;
  }

  private static boolean isWithBlank(String line, int start, int end) {
    String name = line.substring(start, end);
    if (WITH_BLANK.contains(name)) return true;
    int near = Math.max(0, start - 160);
    return name.equals("password") && Chars.find(line, "login ", near, start) >= 0;
  }

  private static Separator assigned(String line, int from) {
    return new Separator(blanks(line, from), Form.ASSIGNED);
  }

  private static boolean isQuoting(int c) {
    return Chars.isQuote(c) || c == '\\';
  }

  private static int blanks(String line, int from) {
    return Chars.runEnd(line, from, from + MOST_BLANKS, Chars::isBlank);
  }
}
