package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
 * @param wrapped whether the message is a whole log line with a prefix of its own, as container run
 *     times keep it
 */
record Fields(@Nullable Level level, List<String> lines, boolean wrapped) {
  private static final Set<String> MESSAGE =
      Words.of(
          """
          msg message @m @mt event short_message log messagetemplate body textpayload
          """);
  private static final Set<String> TYPE =
      Words.of(
          """
          exception_class exception_type error_type errortype error_class
          """);
  private static final Set<String> STACK =
      Words.of(
          """
          stack stacktrace stack_trace exc_info exc_text traceback @x backtrace errorverbose
          full_message
          """);
  private static final Set<String> LEVEL =
      Words.of(
          """
          level lvl severity levelname @l log.level loglevel s priority
          """);

  /** Objects that loggers put the real fields into. */
  private static final Set<String> WRAPPERS =
      Words.of(
          """
          fields attr attrs record data log extra context jsonpayload
          """);

  /**
   * What the line says, or null if it is no data.
   *
   * @param peeled its beginning, without prefix
   * @param whole all of it
   */
  static @Nullable Fields of(String peeled, String whole) {
    if (peeled.startsWith("{") && isJson(peeled, 0)) {
      int start = whole.indexOf(peeled.substring(0, Math.min(20, peeled.length())));
      return new Collected().json(JsonScan.object(whole, Math.max(start, 0)));
    }
    int equals = peeled.indexOf('=');
    int blank = peeled.indexOf(' ');
    if (equals <= 0 || equals > 20 || (blank < equals && blank >= 0)) return null;
    Map<String, String> values = new LinkedHashMap<>();
    if (!Said.pairs(peeled, 0, values)) return null;
    boolean log = values.keySet().stream().anyMatch(LEVEL::contains);
    return log && values.keySet().stream().anyMatch(MESSAGE::contains)
        ? new Collected().pairs(values)
        : null;
  }

  private static boolean isJson(String line, int brace) {
    int next = brace + 1;
    while (next < line.length() && line.charAt(next) == ' ') next++;
    return next < line.length() && line.charAt(next) == '"';
  }

  /** Gathers what counts, the outermost first. */
  private static final class Collected {
    private String message = "";
    private String fallback = "";
    private String type = "";
    private @Nullable Level level;
    private List<String> stack = List.of();
    private final Map<String, String> fields = new LinkedHashMap<>();
    private boolean wrapped;

    @Nullable Fields pairs(Map<String, String> values) {
      values.forEach(this::scalar);
      return done();
    }

    @Nullable Fields json(Map<String, Object> values) {
      wrapped =
          (values.containsKey("log") && values.containsKey("stream"))
              || (values.containsKey("message")
                  && (values.containsKey("_pid") || values.containsKey("__realtime_timestamp")));
      object(values, 0);
      return done();
    }

    private void object(Map<?, ?> values, int depth) {
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        String key = entry.getKey().toString();
        String plain = key.substring(key.lastIndexOf('.') + 1);
        if (entry.getValue() instanceof String value) {
          // ECS and OpenTelemetry write the path into the key: error.stack_trace.
          if (plain.length() < key.length()) dotted(key, plain, value);
          else scalar(key, value);
        } else if (Said.ERRORS.contains(plain) || STACK.contains(plain)) thrown(entry.getValue());
      }
      for (Map.Entry<?, ?> entry : values.entrySet()) {
        if (depth < 2
            && entry.getValue() instanceof Map<?, ?> inner
            && WRAPPERS.contains(entry.getKey().toString())) object(inner, depth + 1);
        else if (level == null
            && entry.getValue() instanceof Map<?, ?> inner
            && LEVEL.contains(entry.getKey().toString())) level(Thrown.text(inner, Set.of("name")));
      }
    }

    private void dotted(String key, String plain, String value) {
      String parent = key.substring(0, key.length() - plain.length() - 1);
      boolean thrown = Said.ERRORS.contains(parent.substring(parent.lastIndexOf('.') + 1));
      if (STACK.contains(plain)) stack(value);
      else if (thrown && plain.equals("message")) fields.putIfAbsent("error", value);
      else if (thrown && Set.of("type", "class", "name", "kind").contains(plain)) type = value;
      else if (key.equals("log.level")) level(value);
    }

    private void scalar(String key, String value) {
      boolean many = value.indexOf('\n') >= 0 || OneLine.isStack(value);
      if (LEVEL.contains(key)) level(value);
      else if (STACK.contains(key) || (many && Said.ERRORS.contains(key))) stack(value);
      else if (TYPE.contains(key)) type = type.isEmpty() ? value : type;
      else if (key.equals("text")) fallback = value;
      else if (MESSAGE.contains(key)) message = message.isEmpty() ? value : message;
      else if (!value.equals("true") && !value.equals("false")) fields.putIfAbsent(key, value);
    }

    private void level(String value) {
      Level named = Level.of(value) == null ? Level.ofNumber(value) : Level.of(value);
      if (named == null && value.length() == 1) named = Level.ofLetter(value.charAt(0));
      if (level == null) level = named;
    }

    private void stack(String value) {
      boolean joined = value.indexOf('\n') < 0 && OneLine.isStack(value);
      if (joined && stack.isEmpty()) stack = OneLine.lines(value);
      else if (value.indexOf('\n') < 0 && stack.isEmpty() && !value.startsWith("Traceback")) {
        fields.putIfAbsent("error", value);
      } else if (stack.isEmpty() || value.length() > String.join("\n", stack).length())
        stack = Said.lines(value, 300);
    }

    private void thrown(Object value) {
      List<String> printed = Thrown.lines(value);
      if (printed.size() > stack.size()) stack = printed;
      else if (printed.isEmpty() && value instanceof Map<?, ?> object) {
        fields.putIfAbsent("error", Thrown.text(object, MESSAGE));
      }
    }

    private @Nullable Fields done() {
      if (message.isEmpty()) message = fallback;
      if (wrapped) return new Fields(null, Said.lines(message, 50), true);
      if (message.isEmpty()
          && stack.isEmpty()
          && fields.keySet().stream().noneMatch(Said.ERRORS::contains)) return null;
      return new Fields(level, lines(), wrapped);
    }

    private List<String> lines() {
      List<String> lines = new ArrayList<>();
      String error =
          fields.entrySet().stream()
              .filter(e -> Said.ERRORS.contains(e.getKey()))
              .map(Map.Entry::getValue)
              .findFirst()
              .orElse("");
      if (stack.isEmpty()) {
        if (Types.looksThrown(type)) {
          // The type in front, so that a logged exception reads like one that was printed.
          lines.addAll(Said.lines(type + ": " + (error.isEmpty() ? message : error), 20));
        } else lines.addAll(Said.lines(Said.with(message, fields), 50));
        return lines;
      }
      String top = stack.get(0).stripLeading();
      boolean headless = top.startsWith("at ") || top.startsWith("File \"") || top.startsWith("#");
      boolean goes = stack.size() > 1 && stack.get(1).startsWith("\t/");
      // zap and the like put a stack behind each error that they log: the message says more.
      if (goes) return Said.lines(Said.with(message, fields), 5);
      if (!message.isEmpty() && !stack.get(0).startsWith(message))
        lines.addAll(Said.lines(message, 5));
      String what = type.isEmpty() ? error : error.isEmpty() ? type : type + ": " + error;
      if (headless && !what.isEmpty()) lines.add(what);
      lines.addAll(stack);
      return lines;
    }
  }
}
