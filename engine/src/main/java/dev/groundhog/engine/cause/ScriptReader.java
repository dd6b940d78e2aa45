package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ruby, Perl, PHP and the shells. */
final class ScriptReader implements Reader {
  private static final Pattern RUBY =
      Pattern.compile(
          "(?:\\d+: )?(<internal:[^>]{1,200}>|[^\\s:]{1,300}):\\d+:in [`'](.{1,150}?)': (.*?)(?:"
              + " ?\\((\\w[\\w:]*)\\))?");
  private static final Pattern RUBY_FRAME =
      Pattern.compile(
          "(?:from |\\d+: from )?([^\\s:]{1,300}\\.rb|[^\\s:]{1,300}):\\d+:in [`'](.{1,150}?)'");
  private static final Pattern RUBY_BARE = Pattern.compile("([^\\s:]{1,300}\\.rb):\\d+: (.*)");

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
      if (text.length() < 8) continue;
      if (text.contains(":in ") && ruby(lines, i, text, found)) continue;
      if (text.contains(".rb:") && rubyBare(line, text, found)) continue;
      if (text.contains("rror:") && php(lines, i, text, found)) continue;
      if (text.contains(" line ") && text.contains(" at ") && perl(lines, i, text, found)) continue;
      if (text.indexOf(": ") > 0) shell(line, text, found);
    }
  }

  private static boolean ruby(List<Line> lines, int i, String text, Consumer<Fault> found) {
    if (text.startsWith("from ")) return true;
    Matcher head = RUBY.matcher(text);
    if (!head.matches()) return false;
    String type = head.group(4) == null ? "" : head.group(4);
    String message = head.group(3);
    for (int next = i + 1; type.isEmpty() && next < lines.size() && next < i + 6; next++) {
      Matcher end = RUBY_TYPE.matcher(lines.get(next).trimmed());
      if (end.matches()) type = end.group(1);
    }
    if (type.isEmpty()) return false;
    List<Frame> frames = new ArrayList<>();
    frames.add(rubyFrame(lines.get(i), head.group(1), head.group(2)));
    for (int next = i + 1; next < lines.size(); next++) {
      Matcher frame = RUBY_FRAME.matcher(lines.get(next).trimmed());
      if (frame.matches()) frames.add(rubyFrame(lines.get(next), frame.group(1), frame.group(2)));
      else if (RUBY.matcher(lines.get(next).trimmed()).matches()) break;
    }
    if (type.equals("SystemStackError")) frames = new ArrayList<>(Recursion.of(frames, 1));
    boolean literal = type.equals("NoMethodError") || type.equals("NameError");
    if (type.equals("NoMemoryError")) frames.clear();
    int object = literal ? message.indexOf(" for ") : -1;
    String said = object > 0 && message.contains("#<") ? message.substring(0, object) : message;
    found.accept(
        new Fault("Ruby exception", Rank.DEATH, lines.get(i).at(), type, said, frames, literal));
    return true;
  }

  private static final Pattern RUBY_TYPE = Pattern.compile(".*\\(([A-Z]\\w*(?:::\\w+)*)\\)");

  /** Ruby 3.4 writes {@code 'Object#foo'} where older ones write {@code `foo'}. */
  private static Frame rubyFrame(Line line, String path, String function) {
    String name =
        function.substring(Math.max(function.lastIndexOf('#'), function.lastIndexOf('.')) + 1);
    String plain = name.replaceFirst("^(?:block|rescue|ensure)(?: \\(\\d+ levels\\))? in ", "");
    boolean own =
        !path.contains("/gems/") && !path.contains("/lib/ruby/") && !path.startsWith("<internal");
    return new Frame(line.at(), NativeReader.base(path) + " " + plain, own);
  }

  private static boolean rubyBare(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = RUBY_BARE.matcher(text);
    if (!matcher.matches() || !matcher.group(2).contains("rror")) return false;
    Frame frame = new Frame(line.at(), NativeReader.base(matcher.group(1)), true);
    found.accept(
        new Fault("Ruby error", Rank.BARE, line.at(), "", matcher.group(2), List.of(frame), true));
    return true;
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
