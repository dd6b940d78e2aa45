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

  /** What syslog and the journal write after the time: {@code web-1 chat[812]: }. */
  private static final Pattern HOST_AND_PROGRAM =
      Pattern.compile("(?: ?\\S{1,64})? ([\\w@./()+:\\\\-]{1,80}?)(\\[\\d+\\])?: ?");

  /** klog and glog: {@code E1122 11:22:41.581123 812 file.go:123] }. */
  private static final Pattern KLOG =
      Pattern.compile("([IWEF])\\d{4,8} \\d\\d:\\d\\d:\\d\\d\\.\\d+ +\\d+ ([^\\]\\s]{1,80})\\] ?");

  /** Kubernetes' runtimes: {@code stderr F }. */
  private static final Pattern STREAM = Pattern.compile("std(?:out|err) [FP] ");

  /** redis: {@code 812:M }. */
  private static final Pattern REDIS = Pattern.compile("\\d+:[A-Z] (?=\\d)");

  /** docker compose: {@code web-1 | }. */
  private static final Pattern COMPOSE = Pattern.compile("[A-Za-z][\\w.-]{1,60} {1,30}\\| ");

  private static final Pattern PID = Pattern.compile("#?\\d+(?:[#:]\\d+)*:?(?=[\\s\\]])|\\*\\d+ ");

  private static final Pattern SEPARATOR =
      Pattern.compile("(?:-{1,3}(?: :)?|[|:#*>·]|--:)(?=\\s|$)");

  private static final Pattern LOGGER =
      Pattern.compile(
          "[\\w.$/:@#\\[\\]-]{1,100}(?= +[-:|]"
              + " )|[\\w.$/-]{1,100}(?:::[\\w:]+|\\.[\\w.$]+|:\\d+)(?=: )");

  private static final Pattern PLAIN_LEVEL =
      Pattern.compile(
          "(?<![\\w.])(?:FATAL|ERROR|WARN|WARNING|INFO|DEBUG|CRITICAL|NOTICE|LOG|PANIC)(?=[\\s:\\]|,])");

  private final String line;
  private int at;
  private @Nullable Level level;
  private boolean stamped;
  private boolean afterProgram;
  private @Nullable String ident;

  private Prefix(String line) {
    this.line = line;
  }

  /** The line without its prefix; {@code index} is its place in the tail. */
  static Line peel(int index, String line) {
    if (line.isEmpty() || Character.isWhitespace(line.charAt(0))) {
      return new Line(index, line, null, false, null);
    }
    Prefix prefix = new Prefix(line);
    prefix.start();
    for (int i = 0; i < MAX_PIECES && prefix.piece(); i++) {}
    return new Line(index, prefix.rest(), prefix.level, prefix.stamped, prefix.ident);
  }

  private String rest() {
    if (at == 0) return line;
    boolean separated =
        !afterProgram && at < line.length() && Character.isWhitespace(line.charAt(at));
    return line.substring(separated ? at + 1 : at);
  }

  private void start() {
    char c = line.charAt(0);
    if (c == '<') priority();
    if (at < line.length() && "IWEF".indexOf(line.charAt(at)) >= 0) klog();
    if (line.length() > 4 && line.charAt(1) == ',' && line.startsWith(", [", 1)) at = 3;
    if (c >= '0' && c <= '9') eat(REDIS);
    else if (line.indexOf('|') > 0 && eat(COMPOSE)) afterProgram = true;
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
    if (line.startsWith("1 ", at)) at += 2;
  }

  private void klog() {
    Matcher matcher = matcher(KLOG);
    if (!matcher.lookingAt()) return;
    level =
        switch (matcher.group(1)) {
          case "F" -> Level.FATAL;
          case "E" -> Level.ERROR;
          case "W" -> Level.WARN;
          default -> Level.QUIET;
        };
    stamped = true;
    at = matcher.end();
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
    if (time() || bracket() || levelWord() || (stamped && !afterProgram && inside())) {
      return true;
    }
    at = before;
    return false;
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
    Matcher matcher = matcher(HOST_AND_PROGRAM);
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
    boolean known = named != null || time || inner.startsWith("pid ") || (pid && stamped);
    if (!known && (!stamped || afterProgram || inner.contains(": "))) return false;
    if (named != null && level == null) level = named;
    stamped = true;
    afterProgram = false;
    at = close + 1;
    if (at < line.length() && line.charAt(at) == ':') at++;
    return true;
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
    if (eat(STREAM)) {
      afterProgram = true;
      stamped = false;
      return true;
    }
    if (eat(PID) || eat(SEPARATOR)) return true;
    if (level == null && levelSoon()) return true;
    Matcher logger = matcher(LOGGER);
    if (!logger.lookingAt() || Types.looksThrown(logger.group())) return false;
    at = logger.end();
    if (at < line.length() && line.charAt(at) == ':') at++;
    return true;
  }

  /** {@code [main] web 812 ERROR}: names of anything stand between the time and the level. */
  private boolean levelSoon() {
    Matcher matcher = PLAIN_LEVEL.matcher(line).region(at, Math.min(line.length(), at + 60));
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
