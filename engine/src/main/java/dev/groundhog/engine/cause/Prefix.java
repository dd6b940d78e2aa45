package dev.groundhog.engine.cause;

import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/**
 * Takes off what logging puts before a message, piece by piece: times, levels, host and program,
 * pids, threads, loggers. No list of layouts, because each team has its own; what is peeled must be
 * one of these things by its own shape, or stand between others of them.
 */
final class Prefix extends SystemPrefix {
  private static final int MAX_PIECES = 14;
  private static final int MAX_BRACKET = 80;

  /** What a script calls itself beside a level. */
  private @Nullable String tag;

  private Prefix(String line) {
    super(line);
  }

  /** The line without its prefix; {@code index} is its place in the tail. */
  static Line peel(int index, String line) {
    return peel(index, line, false);
  }

  /**
   * The same.
   *
   * @param collected whether what collected the lines put a time before each: it says nothing of
   *     the program, and its traces are stamped too
   */
  static Line peel(int index, String line, boolean collected) {
    if (line.isEmpty() || Character.isWhitespace(line.charAt(0))) {
      return new Line(index, line, null, false, null);
    }
    Prefix prefix = new Prefix(line);
    if (collected) prefix.collected();
    prefix.start();
    for (int i = 0; i < MAX_PIECES && prefix.piece(); i++) {}
    String said = prefix.tag == null ? prefix.rest() : prefix.tag + ": " + prefix.rest().strip();
    return new Line(index, said, prefix.level, prefix.stamped, prefix.ident);
  }

  /** Takes one piece off, if one is there. */
  private boolean piece() {
    int before = at;
    int next = at;
    while (next < line.length() && Character.isWhitespace(line.charAt(next))) next++;
    if (next >= line.length()) return false;
    // Behind "chat[812]: " the indentation is the program's own.
    if (afterProgram && next > at) return false;
    at = next;
    if (time()
        || bracket()
        || klog()
        || levelWord()
        || taggedLevel()
        || named()
        || (stamped && !afterProgram && inside())) {
      return true;
    }
    at = before;
    return false;
  }

  private boolean bracket() {
    char open = line.charAt(at);
    if (open != '[' && !(open == '(' && stamped)) return false;
    int close = line.indexOf(open == '[' ? ']' : ')', at);
    if (close < 0 || close - at > MAX_BRACKET) return false;
    String inner = line.substring(at + 1, close).strip();
    Level named = levelIn(inner);
    boolean time = isTime(inner);
    boolean pid = !inner.isEmpty() && inner.chars().allMatch(c -> c >= '0' && c <= '9');
    boolean record = ident != null && PrefixForms.RECORD.matcher(inner).matches();
    boolean known =
        named != null
            || time
            || record
            || isId(inner)
            || inner.startsWith("pid ")
            || (pid && stamped);
    boolean tag = open == '[' && !known && isBeforeLevel(close + 1);
    if (!known && !tag && (!stamped || afterProgram || inner.contains(": "))) return false;
    if (named != null && level == null) level = named;
    stamped = true;
    afterProgram = false;
    at = close + 1;
    if (at < line.length() && line.charAt(at) == ':') at++;
    if (time) hostAndProgram(false);
    return true;
  }

  /** Of a request, as tagged logs put it first. */
  private static boolean isId(String inner) {
    return inner.length() >= 8
        && Tokens.hasDigit(inner)
        && inner.chars().allMatch(c -> c == '-' || Character.digit(c, 16) >= 0);
  }

  /** {@code [chat] [error] }, {@code [chat] ERROR: }: what stands in brackets before a level. */
  private boolean isBeforeLevel(int from) {
    int next = from;
    while (next < line.length() && line.charAt(next) == ' ') next++;
    boolean bracket = next < line.length() && line.charAt(next) == '[';
    int end = bracket ? ++next : next;
    while (end < line.length() && Character.isLetter(line.charAt(end))) end++;
    if (end >= line.length() || Level.of(line.substring(next, end)) == null) return false;
    while (bracket && line.charAt(end) == ' ' && end + 1 < line.length()) end++;
    return line.charAt(end) == (bracket ? ']' : ':');
  }

  /** Also seconds since the boot, as the kernel counts them: {@code [ 12.345678]}. */
  private static boolean isTime(String inner) {
    if (Stamp.end(inner, 0) > 0) return true;
    int dot = inner.indexOf('.');
    if (dot < 1 || inner.length() - dot < 4) return false;
    return inner.chars().allMatch(c -> c == '.' || (c >= '0' && c <= '9'));
  }

  /** {@code error}, {@code core:error}, {@code 2026-11-22T11:22:41Z ERROR mycrate}. */
  private static @Nullable Level levelIn(String inner) {
    int from = Math.max(Stamp.end(inner, 0), 0);
    String rest = inner.substring(from).strip();
    int colon = rest.indexOf(':');
    Level whole = Level.of(rest);
    if (whole != null) return whole;
    if (from > 0) {
      int space = rest.indexOf(' ');
      return Level.of(space < 0 ? rest : rest.substring(0, space));
    }
    return colon < 0 ? null : Level.of(rest.substring(colon + 1));
  }

  private boolean levelWord() {
    int end = at;
    while (end < line.length() && Character.isLetter(line.charAt(end))) end++;
    if (end == at || end - at > 11) return false;
    String word = line.substring(at, end);
    Level named = Level.of(word);
    if (named == null) return false;
    char follows = end < line.length() ? line.charAt(end) : ' ';
    boolean upper = Character.isUpperCase(word.charAt(word.length() - 1));
    boolean separated = follows == ':' || follows == '|' || follows == ']' || follows == ',';
    if (!separated && follows != ' ' && follows != '\t') return false;
    if (!upper && !separated && (!stamped || afterProgram)) return false;
    if ("Error".equals(word) || "panic".equals(word)) return false;
    if (follows == ' ' && line.regionMatches(true, end + 1, "error", 0, 5)) return false;
    if (level == null || level == Level.QUIET) level = named;
    stamped = true;
    afterProgram = false;
    at = separated ? end + 1 : end;
    if (follows == ':') pythonLogger();
    return true;
  }

  /** {@code backup[error] full} is read like {@code backup: full}. */
  private boolean taggedLevel() {
    int open = tag == null && Character.isLetter(line.charAt(at)) ? line.indexOf('[', at) : -1;
    if (open < 0 || open - at > 41 || line.indexOf(' ', at) < open) return false;
    Matcher matcher = matcher(PrefixForms.TAG_AND_LEVEL);
    if (!matcher.lookingAt()) return false;
    Level named = Level.of(matcher.group(2));
    if (named == null) return false;
    if (level == null || level == Level.QUIET) level = named;
    tag = matcher.group(1);
    stamped = true;
    afterProgram = false;
    at = matcher.end();
    return true;
  }

  /** {@code ERROR:root:message}. */
  private void pythonLogger() {
    int end = at;
    while (end < line.length() && isNamePart(line.charAt(end))) end++;
    if (end > at && end < line.length() && line.charAt(end) == ':') at = end + 1;
  }

  /** What only counts once a time or a level stood before it. */
  private boolean inside() {
    char c = line.charAt(at);
    if (c == 's' && eat(PrefixForms.STREAM)) {
      afterProgram = true;
      stamped = false;
      return true;
    }
    boolean letter = Character.isLetter(c) || c == '_';
    if (!letter && (eat(PrefixForms.PID) || eat(PrefixForms.SEPARATOR))) return true;
    if ((letter || c == '.') && eat(PrefixForms.CALLER)) return true;
    if (letter && line.indexOf('{', at) > 0 && eat(PrefixForms.SPANS)) return true;
    if (level == null && levelSoon()) return true;
    Matcher logger = matcher(PrefixForms.LOGGER);
    if (!logger.lookingAt() || Types.looksThrown(logger.group()) || isSettings(logger.group()))
      return false;
    at = logger.end();
    if (at < line.length() && line.charAt(at) == ':') at++;
    return true;
  }

  /** {@code chat.toml:14} is what is wrong, not where it was logged. */
  private static boolean isSettings(String name) {
    return PrefixForms.SETTINGS.matcher(name).matches();
  }

  /** {@code [main] web 812 ERROR}: names of anything stand between the time and the level. */
  private boolean levelSoon() {
    Matcher matcher =
        PrefixForms.PLAIN_LEVEL.matcher(line).region(at, Math.min(line.length(), at + 60));
    if (!matcher.find()) return false;
    String between = line.substring(at, matcher.start());
    if (between.chars().filter(c -> c == ' ').count() > 3 || between.contains(": ")) return false;
    at = matcher.start();
    return levelWord();
  }
}
