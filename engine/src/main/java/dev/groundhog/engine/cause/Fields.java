package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A log line that is data: JSON, or {@code level=error msg="..."}. Reads what programs call
 * message, error and stack; the rest (ids, times, callers) differs from run to run and says
 * nothing. JSON that was cut off is read as far as it goes.
 *
 * @param level how loud
 * @param lines the message with its error, then the stack's lines
 */
record Fields(@Nullable Level level, List<String> lines) {
  private static final Set<String> MESSAGE =
      Set.of(
          "msg",
          "message",
          "@m",
          "@mt",
          "event",
          "text",
          "short_message",
          "log",
          "messagetemplate");
  private static final Set<String> ERROR =
      Set.of(
          "error",
          "err",
          "exception",
          "exc",
          "errormessage",
          "error.message",
          "err.message",
          "exception.message",
          "error_message",
          "exception_message",
          "exception.exception_message",
          "thrown.message",
          "cause.message",
          "throwable.message",
          "@x.message");
  private static final Set<String> TYPE =
      Set.of(
          "error.type",
          "err.type",
          "exception.type",
          "error.kind",
          "error.name",
          "err.name",
          "exception.name",
          "exception.class",
          "exception.exception_class",
          "exception_class",
          "thrown.name",
          "exception_type",
          "error_type",
          "throwable.classname");
  private static final Set<String> STACK =
      Set.of(
          "stack",
          "stacktrace",
          "stack_trace",
          "exc_info",
          "traceback",
          "@x",
          "error.stack",
          "err.stack",
          "exception.stack",
          "error.stack_trace",
          "exception.stacktrace",
          "backtrace",
          "exception.exception_stacktrace",
          "thrown.extendedstacktrace",
          "error.stacktrace",
          "thrown.stacktrace",
          "errorverbose",
          "exception.backtrace",
          "error.backtrace");
  private static final Set<String> LEVEL =
      Set.of("level", "lvl", "severity", "levelname", "@l", "log.level", "loglevel");

  /**
   * What the line says, or null if it is no data.
   *
   * @param peeled its beginning, without prefix
   * @param whole all of it
   */
  static @Nullable Fields of(String peeled, String whole) {
    if (peeled.startsWith("{") && isJson(peeled, 0)) {
      int start = whole.indexOf(peeled.substring(0, Math.min(20, peeled.length())));
      Map<String, String> values = new JsonScan(whole, Math.max(start, 0)).values();
      return values.isEmpty() ? null : from(values);
    }
    int equals = peeled.indexOf('=');
    int blank = peeled.indexOf(' ');
    if (equals <= 0 || equals > 20 || (blank < equals && blank >= 0)) return null;
    Map<String, String> values = pairs(peeled);
    boolean log = values.keySet().stream().anyMatch(LEVEL::contains);
    return log && values.keySet().stream().anyMatch(MESSAGE::contains) ? from(values) : null;
  }

  private static boolean isJson(String line, int brace) {
    int next = brace + 1;
    while (next < line.length() && line.charAt(next) == ' ') next++;
    return next < line.length() && line.charAt(next) == '"';
  }

  private static @Nullable Fields from(Map<String, String> values) {
    String message = "";
    String error = "";
    String type = "";
    String stack = "";
    Level level = null;
    for (Map.Entry<String, String> entry : values.entrySet()) {
      String key = entry.getKey();
      String value = entry.getValue();
      boolean many = value.indexOf('\n') >= 0;
      if (LEVEL.contains(key)) {
        level = Level.of(value) == null ? Level.ofNumber(value) : Level.of(value);
      } else if (STACK.contains(key) || (many && ERROR.contains(key))) {
        stack = longer(stack, value);
      } else if (ERROR.contains(key)) error = error.isEmpty() ? value : error;
      else if (TYPE.contains(key)) type = type.isEmpty() ? value : type;
      else if (MESSAGE.contains(key) && message.isEmpty()) message = value;
    }
    if (message.isEmpty() && error.isEmpty() && stack.isEmpty()) return null;
    return new Fields(level, lines(message, error, type, stack));
  }

  private static String longer(String a, String b) {
    return b.length() > a.length() ? b : a;
  }

  private static List<String> lines(String message, String error, String type, String stack) {
    List<String> lines = new ArrayList<>();
    String what = type.isEmpty() ? error : error.isEmpty() ? type : type + ": " + error;
    if (stack.isEmpty()) {
      boolean repeated = what.isEmpty() || (!error.isEmpty() && message.contains(error));
      String all =
          message.isEmpty() || (!what.isEmpty() && Complaints.isOnlyAnEnd(message))
              ? Complaints.named(message, what)
              : repeated ? message : message + ": " + what;
      // The type in front, so that a logged exception reads like one that was printed.
      if (!type.isEmpty() && Types.looksThrown(type))
        all = what.equals(type) ? type + ": " + message : what;
      lines.addAll(all.lines().toList());
      return lines;
    }
    if (!message.isEmpty() && !stack.startsWith(message))
      lines.addAll(message.lines().limit(5).toList());
    boolean headless = stack.stripLeading().startsWith("at ") || stack.startsWith("goroutine ");
    if (headless && !what.isEmpty()) lines.add(what);
    lines.addAll(stack.lines().toList());
    return lines;
  }

  /** {@code key=value key="a value"}, in order. */
  private static Map<String, String> pairs(String line) {
    Map<String, String> values = new LinkedHashMap<>();
    int at = 0;
    while (at < line.length()) {
      int equals = line.indexOf('=', at);
      if (equals < 0) break;
      String key = line.substring(at, equals).strip().toLowerCase(Locale.ROOT);
      int from = equals + 1;
      int end;
      if (from < line.length() && line.charAt(from) == '"') {
        StringBuilder value = new StringBuilder();
        end = JsonScan.string(line, from + 1, value);
        values.putIfAbsent(key, value.toString());
      } else {
        end = line.indexOf(' ', from);
        if (end < 0) end = line.length();
        values.putIfAbsent(key, line.substring(from, end));
      }
      at = Math.max(end, from);
      if (key.indexOf(' ') >= 0) return Map.of();
    }
    return values;
  }
}
