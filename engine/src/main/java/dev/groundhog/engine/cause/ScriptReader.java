package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Perl, PHP and the shells. */
final class ScriptReader implements Reader {
  private static final Pattern PERL =
      Pattern.compile(
          "(.{1,400}?) at (\\S{1,300}) line \\d+(?:, <[^>]{1,40}> (?:line|chunk) \\d+)?\\.?");
  private static final Pattern PERL_CALLER =
      Pattern.compile("([\\w:]+)\\(.*?\\)? called at (\\S{1,300}) line \\d+");

  private static final Pattern PHP =
      Pattern.compile(
          "(?:PHP )?(Fatal error|Parse error|Recoverable fatal error|Uncaught"
              + " exception):\\s+(.*?)(?: in (\\S{1,300}?)(?:\\(\\d+\\)|:\\d+| on line \\d+))?(?:"
              + " thrown in .*)?");
  private static final Pattern PHP_UNCAUGHT = Pattern.compile("Uncaught ([\\w\\\\]+)(?:: (.*))?");
  private static final Pattern PHP_FRAME =
      Pattern.compile("#\\d+ (\\S+?)\\(\\d+\\): ([\\w\\\\:>{}-]+)\\(.*");

  private static final Pattern BASH =
      Pattern.compile("([\\w./+-]{1,200}): line \\d+: ([^\\d\\s].*)");

  private static final Pattern SHELL =
      Pattern.compile(
          "([\\w./+-]{1,200}): (?:line )?(\\d+): (.*?(?:command not found|not found|unbound"
              + " variable|parameter not set|parameter null or not set|syntax error.*|No such file"
              + " or directory|Permission denied|Is a directory|bad substitution|ambiguous"
              + " redirect|unexpected EOF.*|Syntax error: .*|cannot open .*|cannot create"
              + " .*|Argument list too long|Exec format error|readonly variable|integer expression"
              + " expected|bad interpreter.*|is not set|division by 0.*|[Ii]llegal number.*))");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.length() < 8 || line.isStep()) continue;
      if (text.contains("rror:") && php(lines, i, text, found)) continue;
      if (text.contains(" line ") && text.contains(" at ") && perl(lines, i, text, found)) continue;
      if (text.indexOf(": ") > 0) shell(line, text, found);
    }
  }

  private static boolean php(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Matcher matcher = PHP.matcher(text);
    if (!matcher.matches()) return false;
    Line line = lines.get(i);
    String type = matcher.group(1);
    String message = matcher.group(2);
    boolean place = matcher.group(3) != null;
    Matcher uncaught = PHP_UNCAUGHT.matcher(message);
    boolean thrown = uncaught.matches();
    if (!place && !thrown && !text.startsWith("PHP ")) return false;
    if (thrown) {
      type = uncaught.group(1);
      message = uncaught.group(2) == null ? "" : uncaught.group(2);
    }
    List<Frame> frames = new ArrayList<>();
    for (int next = i + 1; next < lines.size(); next++) {
      Matcher frame = PHP_FRAME.matcher(lines.get(next).trimmed());
      if (frame.matches())
        frames.add(
            new Frame(lines.get(next).at(), frame.group(2), !frame.group(1).contains("/vendor/")));
      else if (lines.get(next).trimmed().startsWith("thrown in")
          || lines.get(next).trimmed().startsWith("Next ")) break;
    }
    if (place && frames.isEmpty())
      frames.add(new Frame(line.at(), NativeReader.base(matcher.group(3)), true));
    found.accept(
        new Fault(
            "PHP error", Rank.DEATH, line.at(), type, message, frames, type.equals("Parse error")));
    return true;
  }

  private static boolean perl(List<Line> lines, int i, String text, Consumer<Fault> found) {
    Matcher matcher = PERL.matcher(text);
    if (!matcher.matches() || text.startsWith("at ") || text.contains(" called at ")) return false;
    String message = matcher.group(1);
    String file = matcher.group(2);
    boolean warning =
        message.startsWith("Use of uninitialized")
            || message.startsWith("Deep recursion")
            || (message.startsWith("Argument ") && message.contains("isn't numeric"));
    List<Frame> frames = new ArrayList<>();
    frames.add(new Frame(lines.get(i).at(), NativeReader.base(file), true));
    for (int next = i + 1; next < lines.size(); next++) {
      Matcher caller = PERL_CALLER.matcher(lines.get(next).trimmed());
      if (!caller.matches()) break;
      frames.add(new Frame(lines.get(next).at(), caller.group(1), true));
    }
    boolean missing = message.startsWith("Can't locate");
    if (missing) {
      message =
          message
              .replaceFirst(" \\(.*", "")
              .replaceFirst(" in @INC.*", "")
              .replace(".pm", "")
              .replace("/", "::");
    }
    found.accept(
        new Fault(
            "Perl error",
            warning ? Rank.WARNED : Rank.UNCAUGHT,
            lines.get(i).at(),
            "",
            message,
            frames,
            message.startsWith("Can't locate object") || message.startsWith("Can't call method")));
    return true;
  }

  private static void shell(Line line, String text, Consumer<Fault> found) {
    Matcher bash = text.contains(": line ") ? BASH.matcher(text) : null;
    if (bash != null && bash.matches()) {
      Frame script = new Frame(line.at(), NativeReader.base(bash.group(1)), true);
      found.accept(
          new Fault("shell error", Rank.BARE, line.at(), "", bash.group(2), List.of(script), true));
      return;
    }
    Matcher matcher = SHELL.matcher(text);
    if (!matcher.matches()) return;
    Frame frame = new Frame(line.at(), NativeReader.base(matcher.group(1)), true);
    found.accept(
        new Fault("shell error", Rank.BARE, line.at(), "", matcher.group(3), List.of(frame), true));
  }
}
