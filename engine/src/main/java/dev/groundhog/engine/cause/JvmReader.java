package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JVM itself: its fatal error banner, memory it did not get, and classes it cannot start. */
final class JvmReader implements Reader {
  private static final Pattern SIGNAL =
      Pattern.compile(
          "#\\s+((?:SIG|EXCEPTION_)[A-Z_]+) \\(0x[0-9a-f]+\\) at pc=.*|#\\s+(Internal Error)"
              + " \\(([^:)]+).*");

  private static final String OUT = "java.lang.OutOfMemoryError";

  private static final Pattern OUT_OF_MEMORY =
      Pattern.compile(
          "(?:Terminating|Aborting) due to (java\\.lang\\.OutOfMemoryError)(?:: (.*))?|Exception:"
              + " (java\\.lang\\.\\w+Error) thrown from the UncaughtExceptionHandler.*");

  private static final Pattern LAUNCHER =
      Pattern.compile(
          "Error: (Could not find or load main class .*|Unable to (?:access|initialize) .*|Main"
              + " method not found .*|LinkageError occurred .*|A JNI error has occurred.*|JavaFX"
              + " .*|no main manifest attribute.*)|(Unrecognized (?:VM )?option.*|Could not reserve"
              + " enough space.*|Invalid (?:maximum|initial) heap size.*|no main manifest"
              + " attribute.*|Improperly specified VM option.*)");

  private static final Pattern PROBLEM_FRAME =
      Pattern.compile("#\\s+([CVJjv])\\s+(?:\\[([^+\\]]+)(?:\\+0x[0-9a-f]+)?\\])?\\s*(.*)");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.startsWith("#")) banner(lines, i, text, found);
      else if (text.contains("due to java.lang.OutOf") || text.startsWith("Exception: java.lang."))
        outOfMemory(line, text, found);
      else if (text.startsWith("Error occurred during initialization") && i + 1 < lines.size()) {
        found.accept(
            new Fault(
                "Java launcher",
                Rank.DEATH,
                line.at(),
                "JVM",
                lines.get(i + 1).trimmed(),
                List.of(),
                true));
      } else if (text.startsWith("Error: ")
          || text.startsWith("Unrec")
          || text.startsWith("Could not res")
          || text.startsWith("Invalid ")
          || text.startsWith("no main")
          || text.startsWith("Improperly")) launcher(line, text, found);
    }
  }

  private static void banner(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Line line = lines.get(i);
    if (text.contains("There is insufficient memory for the Java")) {
      found.accept(
          new Fault(
              "JVM fatal error",
              Rank.DEATH,
              line.at(),
              "JVM",
              "insufficient memory for the Java Runtime Environment"));
      return;
    }
    // -XX:+CrashOnOutOfMemoryError
    if (text.contains("fatal error: OutOfMemory encountered: ")) {
      String message = text.substring(text.indexOf("encountered: ") + 13);
      found.accept(new Fault("JVM out of memory", Rank.DEATH, line.at(), OUT, message));
      return;
    }
    Matcher signal = SIGNAL.matcher(text);
    boolean named = signal.matches();
    boolean lost = !named && text.startsWith("# Problematic frame") && !hasSignal(lines, i);
    if (!named && !lost) return;
    String type =
        !named ? "JVM fatal error" : signal.group(1) != null ? signal.group(1) : signal.group(2);
    String message = named && signal.group(3) != null ? signal.group(3) : "";
    for (int next = i; next < lines.size(); next++) {
      if (!lines.get(next).trimmed().startsWith("# Problematic frame") || next + 1 >= lines.size())
        continue;
      Matcher frame = PROBLEM_FRAME.matcher(lines.get(next + 1).trimmed());
      if (!frame.matches()) break;
      found.accept(
          new Fault(
              "JVM fatal error",
              Rank.DEATH,
              line.at(),
              type,
              message,
              List.of(new Frame(lines.get(next + 1).at(), name(frame), true)),
              false));
      return;
    }
    found.accept(new Fault("JVM fatal error", Rank.DEATH, line.at(), type, message));
  }

  private static boolean hasSignal(List<Line> lines, int before) {
    for (int i = 0; i < before; i++) {
      if (SIGNAL.matcher(lines.get(i).trimmed()).matches()) return true;
    }
    return false;
  }

  private static String name(Matcher frame) {
    String library = frame.group(2) == null ? "" : frame.group(2) + ' ';
    String function = frame.group(3).replaceFirst("\\+0x[0-9a-f]+$", "");
    if (frame.group(1).equals("J")) {
      // J 1234 c2 com.example.Foo.bar(I)V (12 bytes) @ 0x...
      String[] words = function.strip().split(" ", 8);
      for (String word : words) {
        if (word.indexOf('(') > 0) return word.substring(0, word.indexOf('('));
      }
    }
    return Tokens.digitsOut(library) + function.replaceFirst("\\(.*", "");
  }

  private static void outOfMemory(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = OUT_OF_MEMORY.matcher(text);
    if (!matcher.matches()) return;
    String type = matcher.group(1) == null ? matcher.group(3) : matcher.group(1);
    String message = matcher.group(2) == null ? "" : matcher.group(2);
    found.accept(new Fault("JVM out of memory", Rank.DEATH, line.at(), type, message));
  }

  private static void launcher(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = LAUNCHER.matcher(text);
    if (!matcher.matches()) return;
    String message = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    found.accept(new Fault("Java launcher", Rank.DEATH, line.at(), "", message, List.of(), true));
  }
}
