package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An exception that a logger wrote as an object: its type, message, stack and causes, under the
 * names that each library gives them. Printed the way its run time would, so that the readers of
 * traces read it.
 */
final class Thrown {
  private static final Set<String> TYPE =
      Words.of(
          """
          type class classname name kind exc_type exception_class errortype error_type
          exception_type exceptiontype constructor
          """);
  private static final Set<String> MESSAGE =
      Words.of(
          """
          message msg value exc_value exception_message errormessage error_message description
          error
          """);
  private static final Set<String> STACK =
      Words.of(
          """
          stack stacktrace stack_trace stackdetails backtrace trace traceback frames steparray
          extendedstacktrace stacktracestring exception_stacktrace
          """);
  private static final Set<String> CAUSE =
      Words.of(
          """
          cause previous inner innerexception caused_by causedby
          """);
  private static final Set<String> FUNCTION =
      Words.of(
          """
          function func method methodname name label symbol
          """);
  private static final Set<String> FILE =
      Words.of(
          """
          file filename source path
          """);
  private static final Set<String> LINE =
      Words.of(
          """
          line lineno linenumber
          """);

  private static final int MAX_CAUSES = 12;

  private Thrown() {}

  /**
   * The lines of the exception that {@code value} describes; empty if it describes none.
   *
   * @param value a JSON object, or a list of them, or of lines
   */
  static List<String> lines(Object value) {
    List<String> lines = new ArrayList<>();
    if (value instanceof Map<?, ?> object) print(object, "", lines, 0);
    else if (value instanceof List<?> list) {
      if (isLines(list)) list.forEach(line -> lines.addAll(Said.lines(line.toString(), 100)));
      // structlog: the newest first.
      for (int i = list.size() - 1; i >= 0 && i > list.size() - MAX_CAUSES; i--) {
        if (!(list.get(i) instanceof Map<?, ?> object)) continue;
        if (!lines.isEmpty() && lines.get(0).startsWith("Traceback"))
          lines.add("The above exception was the direct cause of the following exception:");
        print(object, "", lines, 0);
      }
    }
    return lines;
  }

  private static boolean isLines(List<?> list) {
    return !list.isEmpty() && list.get(0) instanceof String;
  }

  private static void print(Map<?, ?> object, String lead, List<String> lines, int depth) {
    String type = text(object, TYPE);
    String message = text(object, MESSAGE);
    if (depth >= MAX_CAUSES) return;
    Object stack = first(object, STACK);
    boolean exception = stack != null || (Types.looksThrown(type) && !message.isEmpty());
    if (!exception) return;
    String head = type.isEmpty() ? message : message.isEmpty() ? type : type + ": " + message;
    if (stack instanceof String printed) {
      boolean whole = !message.isEmpty() && printed.contains(firstLine(message));
      if (!whole && !printed.startsWith("Traceback") && (type.isEmpty() || !printed.contains(type)))
        lines.addAll(Said.lines(lead + head, 8));
      List<String> printedLines = Said.lines(printed, 200);
      for (int i = 0; i < printedLines.size(); i++)
        lines.add(
            i == 0 && whole && !lead.isEmpty() ? lead + printedLines.get(i) : printedLines.get(i));
    } else if (stack instanceof List<?> frames) {
      frames(frames, lead + head, object.get("file"), lines);
    } else lines.addAll(Said.lines(lead + head, 8));
    if (!(first(object, CAUSE) instanceof Map<?, ?> cause)) return;
    Object within = cause.get("exception");
    print(within instanceof Map<?, ?> inner ? inner : cause, "Caused by: ", lines, depth + 1);
  }

  private static void frames(
      List<?> frames, String head, @Nullable Object file, List<String> lines) {
    boolean python =
        frames.stream().anyMatch(f -> f instanceof Map<?, ?> m && m.containsKey("lineno"));
    if (python) {
      lines.add("Traceback (most recent call last):");
      for (Object frame : frames) {
        if (frame instanceof Map<?, ?> f)
          lines.add("  File \"" + text(f, FILE) + "\", line 1, in " + text(f, FUNCTION));
      }
      lines.add(head);
      return;
    }
    lines.addAll(Said.lines(head, 8));
    // monolog: where it was thrown stands beside the way there.
    if (file instanceof String place && place.contains(".php:")) lines.add("#0 " + php(place));
    for (Object frame : frames) {
      if (frame instanceof Map<?, ?> f) lines.add(frame(f));
      else if (frame instanceof String place && place.contains(".php:"))
        lines.add("#0 " + php(place));
      else lines.addAll(Said.lines(frame.toString(), 2));
    }
  }

  private static String php(String place) {
    int colon = place.lastIndexOf(':');
    return place.substring(0, colon) + "(" + place.substring(colon + 1) + "): {main}(";
  }

  private static String frame(Map<?, ?> frame) {
    String function = text(frame, FUNCTION);
    String owner = frame.get("classname") instanceof String c ? c : text(frame, Set.of("class"));
    String file = text(frame, FILE);
    String line = text(frame, LINE);
    if (!owner.isEmpty()) return "\tat " + owner + '.' + function + '(' + place(file, line) + ')';
    return "    at " + function + " (" + place(file, line) + ')';
  }

  private static String place(String file, String line) {
    if (file.isEmpty()) return "Unknown Source";
    return line.isEmpty() || line.startsWith("-") ? file : file + ':' + line;
  }

  private static String firstLine(String text) {
    int end = text.indexOf('\n');
    return end < 0 ? text : text.substring(0, end);
  }

  static String text(Map<?, ?> object, Set<String> keys) {
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      if (entry.getValue() instanceof String value
          && keys.contains(entry.getKey().toString())
          && !value.isEmpty()) return value;
    }
    return "";
  }

  private static @Nullable Object first(Map<?, ?> object, Set<String> keys) {
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      Object value = entry.getValue();
      boolean empty = value instanceof String text && text.isEmpty();
      if (!empty && keys.contains(entry.getKey().toString())) return value;
    }
    return null;
  }
}
