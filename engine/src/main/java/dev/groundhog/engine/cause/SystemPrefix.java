package dev.groundhog.engine.cause;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the system and collectors put before a line, and how a program names itself there: syslog,
 * the journal, klog, redis. Loggers' own pieces are in {@link Prefix}.
 */
abstract class SystemPrefix {
  final String line;
  int at;
  @Nullable Level level;
  boolean stamped;
  boolean afterProgram;
  @Nullable String ident;
  String lead = "";

  SystemPrefix(String line) {
    this.line = line;
  }

  /** What is left of the line. */
  String rest() {
    if (at == 0) return line;
    boolean separated =
        !afterProgram && at < line.length() && Character.isWhitespace(line.charAt(at));
    String rest = line.substring(separated ? at + 1 : at);
    return lead.isEmpty() ? rest : lead + rest.stripLeading();
  }

  /** Takes off the time that a collector put there. */
  void collected() {
    int end = Stamp.end(line, 0);
    if (end < 0 || end + 1 >= line.length()) return;
    at = end + 1;
    afterProgram = true;
  }

  /** What stands at the very beginning only. */
  void start() {
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

  boolean klog() {
    if ("IWEF".indexOf(line.charAt(at)) < 0) return false;
    Matcher matcher = matcher(PrefixForms.KLOG);
    if (!matcher.lookingAt()) return false;
    level = Level.ofLetter(line.charAt(at));
    stamped = true;
    afterProgram = false;
    at = matcher.end();
    return true;
  }

  /** What names the program or the level in a form that stands nowhere else. */
  boolean named() {
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

  boolean time() {
    int end = Stamp.end(line, at);
    if (end < 0) return false;
    boolean ofSyslog = Character.isLetter(line.charAt(at));
    at = end;
    if (at < line.length() && line.charAt(at) == ':') at++;
    stamped = true;
    afterProgram = false;
    hostAndProgram(ofSyslog);
    return true;
  }

  /** {@code web-1 chat[812]: } behind a time; syslog's own needs no pid. */
  void hostAndProgram(boolean ofSyslog) {
    if (ident != null || at >= line.length() || line.charAt(at) != ' ') return;
    if (!ofSyslog && line.indexOf("]: ", at) < 0 && line.indexOf("kernel: ", at) < 0) return;
    int host = line.indexOf(' ', at + 1);
    if (host > 0 && host - at <= 65 && program(host + 1, ofSyslog)) return;
    program(at + 1, ofSyslog);
  }

  /** {@code chat[812]: } that begins at {@code from}. */
  private boolean program(int from, boolean ofSyslog) {
    int end = from;
    while (end < line.length() && end - from <= 80 && isIdentPart(line.charAt(end))) end++;
    int close = end;
    if (line.startsWith("[", end)) {
      close++;
      while (close < line.length() && Character.isDigit(line.charAt(close))) close++;
      if (close == end + 1 || !line.startsWith("]", close)) return false;
      close++;
    }
    if (end == from || !line.startsWith(":", close)) return false;
    String name = line.substring(from, end);
    boolean sure = close > end || "kernel".equals(name) || ofSyslog;
    if (!sure || Level.of(name) != null) return false;
    ident = name;
    at = line.startsWith(" ", close + 1) ? close + 2 : close + 1;
    afterProgram = true;
    stamped = false;
    return true;
  }

  private static boolean isIdentPart(char c) {
    return Character.isLetterOrDigit(c) || "_@./()+\\-".indexOf(c) >= 0;
  }

  static boolean isNamePart(char c) {
    return Character.isLetterOrDigit(c) || c == '_' || c == '.';
  }

  boolean eat(Pattern pattern) {
    Matcher matcher = matcher(pattern);
    if (!matcher.lookingAt()) return false;
    at = matcher.end();
    return true;
  }

  Matcher matcher(Pattern pattern) {
    return pattern.matcher(line).region(at, line.length());
  }
}
