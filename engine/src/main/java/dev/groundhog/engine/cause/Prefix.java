package dev.groundhog.engine.cause;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes off what logging puts before a message, piece by piece: times, levels, host and program,
 * pids, threads, loggers. No list of layouts, because each team has its own; what is peeled must be
 * one of these things by its own shape, or stand between others of them.
 */
final class Prefix {
  private static final int MAX_PIECES = 14;
  private static final int MAX_BRACKET = 80;

  private final String line;
  private int at;
  private @Nullable Level level;
  private boolean stamped;
  private boolean afterProgram;
  private @Nullable String ident;
  private String lead = "";

  private Prefix(String line) {
    this.line = line;
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
    return new Line(index, prefix.rest(), prefix.level, prefix.stamped, prefix.ident);
  }

  private String rest() {
    if (at == 0) return line;
    boolean separated =
        !afterProgram && at < line.length() && Character.isWhitespace(line.charAt(at));
    String rest = line.substring(separated ? at + 1 : at);
    return lead.isEmpty() ? rest : lead + rest.stripLeading();
  }

  private void collected() {
    int end = Stamp.end(line, 0);
    if (end < 0 || end + 1 >= line.length()) return;
    at = end + 1;
    afterProgram = true;
  }

  private void start() {
    if (at > 0) return;
    char c = line.charAt(0);
    if (c == '<') priority();
    if (line.length() > 4 && line.charAt(1) == ',' && line.startsWith(", [", 1)) at = 3;
    if (line.indexOf('|') > 0 && eat(PrefixForms.COMPOSE)) afterProgram = true;
  }

  private void priority() {
    int close = line.indexOf('>');
    if (close < 2 || close > 4) return;
    int priority = 0;
    for (int i = 1; i < close; i++) {
      char c = line.charAt(i);
      if (c < '0' || c > '9') return;
      priority = priority * 10 + c - '0';
    }
    // Above 7 a forwarder added its own: info for all that a service prints.
    if (priority <= 7) {
      level = Level.ofPriority(priority);
      stamped = true;
    }
    at = close + 1;
    if (line.startsWith("1 ", at)) rfc5424();
  }

  private void rfc5424() {
    at += 2;
    int end = line.startsWith("- ", at) ? at + 1 : Stamp.end(line, at);
    if (end < 0) return;
    Matcher matcher = PrefixForms.RFC_5424.matcher(line).region(end, line.length());
    if (!matcher.lookingAt()) return;
    ident = matcher.group(1);
    at = matcher.end();
    afterProgram = true;
    stamped = false;
  }

  private boolean klog() {
    if ("IWEF".indexOf(line.charAt(at)) < 0) return false;
    Matcher matcher = matcher(PrefixForms.KLOG);
    if (!matcher.lookingAt()) return false;
    level = Level.ofLetter(line.charAt(at));
    stamped = true;
    afterProgram = false;
    at = matcher.end();
    return true;
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
        || named()
        || (stamped && !afterProgram && inside())) {
      return true;
    }
    at = before;
    return false;
  }

  /** What names the program or the level in a form that stands nowhere else. */
  private boolean named() {
    char c = line.charAt(at);
    if (c >= '0' && c <= '9') return redis();
    if (!Character.isLetter(c)) return false;
    int end = at + 1;
    if (end < line.length() && " |/".indexOf(line.charAt(end)) >= 0 && letter()) return true;
    while (end < line.length() && isProgramPart(line.charAt(end))) end++;
    if (end >= line.length()) return false;
    // What follows the first word tells which of the forms it can be.
    return switch (line.charAt(end)) {
      case '[' -> levelAndTime() || program(end);
      case ' ' -> line.startsWith("[", end + 1) && (program(end) || namedLevel(end));
      case ':' -> namedLevel(end);
      default -> false;
    };
  }

  private static boolean isProgramPart(char c) {
    return isNamePart(c) || c == '@' || c == '-' || c == '/';
  }

  private boolean levelAndTime() {
    Matcher matcher = matcher(PrefixForms.LEVEL_AND_TIME);
    Level named = matcher.lookingAt() ? Level.of(matcher.group(1)) : null;
    return named != null && level(matcher, named);
  }

  private boolean letter() {
    Matcher matcher = matcher(PrefixForms.LETTER);
    if (!matcher.lookingAt()) return false;
    boolean word = !stamped && line.charAt(at) == 'I' && !isLoggedLine(matcher.end());
    return !word && level(matcher, Level.ofLetter(line.charAt(at)));
  }

  /** {@code chat[812]: }, where a program names itself behind what the system wrote. */
  private boolean program(int end) {
    int next = line.startsWith(" [", end) ? end + 2 : end + 1;
    int close = next;
    while (close < line.length() && Character.isDigit(line.charAt(close))) close++;
    if (close == next || !line.startsWith("]", close)) return false;
    int after = line.startsWith(":", close + 1) ? close + 2 : close + 1;
    String name = line.substring(at, end);
    if (!line.startsWith(" ", after) || end - at > 48 || Level.of(name) != null) return false;
    if (ident == null) ident = name;
    at = after + 1;
    afterProgram = true;
    stamped = false;
    return true;
  }

  /**
   * {@code chat: ERROR: }, {@code app.CRITICAL: }, {@code nginx: [emerg] }. The program's own name
   * is part of what it says, whether or not a level follows it.
   */
  private boolean namedLevel(int end) {
    if (!lead.isEmpty()) return false;
    String name = line.substring(at, end);
    int dot = name.indexOf('.');
    int from = dot > 0 ? at + dot + 1 : end;
    boolean colon = dot < 0 && line.startsWith(":", from);
    if (colon) from++;
    if (dot < 0 && line.startsWith(" ", from)) from++;
    boolean bracket = line.startsWith("[", from);
    if (bracket) from++;
    int close = from;
    while (close < line.length() && Character.isLetter(line.charAt(close))) close++;
    int after = line.startsWith(bracket ? "]" : ":", close) ? close + 1 : -1;
    if (after > 0 && bracket && line.startsWith(":", after)) after++;
    if (after < 0 || !line.startsWith(" ", after) || from == end) return false;
    Level named = Level.of(line.substring(from, close));
    String program = dot > 0 ? name.substring(0, dot) : name;
    if (named == null || Level.of(program) != null || program.length() > 41) return false;
    if (colon && !bracket) lead = program + ": ";
    if (level == null || level == Level.QUIET) level = named;
    stamped = true;
    afterProgram = false;
    at = after + 1;
    return true;
  }

  private boolean redis() {
    if (!eat(PrefixForms.REDIS)) return false;
    afterProgram = false;
    return true;
  }

  /** "I" is a word too. */
  private boolean isLoggedLine(int from) {
    return line.indexOf(": ", from) > 0 || line.indexOf('=', from) > 0;
  }

  private boolean level(Matcher matcher, @Nullable Level named) {
    if (level == null || level == Level.QUIET) level = named;
    stamped = true;
    afterProgram = false;
    at = matcher.end();
    return true;
  }

  private boolean time() {
    int end = Stamp.end(line, at);
    if (end < 0) return false;
    boolean ofSyslog = Character.isLetter(line.charAt(at));
    at = end;
    if (at < line.length() && line.charAt(at) == ':') at++;
    stamped = true;
    afterProgram = false;
    program(ofSyslog);
    return true;
  }

  private void program(boolean ofSyslog) {
    if (ident != null || at >= line.length() || line.charAt(at) != ' ') return;
    if (!ofSyslog && line.indexOf("]: ", at) < 0 && line.indexOf("kernel: ", at) < 0) return;
    Matcher matcher = matcher(PrefixForms.HOST_AND_PROGRAM);
    if (!matcher.lookingAt()) return;
    String name = matcher.group(1);
    boolean sure = matcher.group(2) != null || "kernel".equals(name) || ofSyslog;
    if (!sure || Level.of(name) != null) return;
    ident = name;
    at = matcher.end();
    afterProgram = true;
    stamped = false;
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
    if (time) program(false);
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

  /** {@code ERROR:root:message}. */
  private void pythonLogger() {
    int end = at;
    while (end < line.length() && isNamePart(line.charAt(end))) end++;
    if (end > at && end < line.length() && line.charAt(end) == ':') at = end + 1;
  }

  private static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
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

  private boolean eat(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.lookingAt()) return false;
    at = matcher.end();
    return true;
  }

  private Matcher matcher(Pattern pattern) {
    return pattern.matcher(line).region(at, line.length());
  }
}
