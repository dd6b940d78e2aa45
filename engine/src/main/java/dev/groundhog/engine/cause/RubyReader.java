package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ruby: what the interpreter prints of an uncaught exception, and what loggers make of one. */
final class RubyReader implements Reader {
  private static final Pattern UNCAUGHT =
      Pattern.compile(
          "(?:\\d+: )?(<internal:[^>]{1,200}>|[^\\s:]{1,300}):\\d+:in [`'](.{1,150}?)': (.*?)(?:"
              + " ?\\((\\w[\\w:]*)\\))?");
  private static final Pattern FRAME =
      Pattern.compile(
          "(?:from |\\d+: from )?([^\\s:]{1,300}\\.rb|[^\\s:]{1,300}|<internal:[^>]{1,200}>):\\d+:in"
              + " [`'](.{1,150}?)'");
  private static final Pattern BARE = Pattern.compile("([^\\s:]{1,300}\\.rb):\\d+: (.*)");
  private static final Pattern TYPE = Pattern.compile(".*\\(([A-Z]\\w*(?:::\\w+)*)\\)");

  /** {@code no rate (KeyError)}, {@code KeyError: no rate}, {@code KeyError (no rate):}. */
  private static final Pattern LOGGED =
      Pattern.compile(
          "(?:.{0,200}?(?:^|[\\s:]))??([A-Z]\\w*(?:::[A-Z]\\w*)*) \\((.*)\\):?|(?:.{0,100}?: )??([A-Z]\\w*(?:::[A-Z]\\w*)*):"
              + " (.*)|(.*) \\(([A-Z]\\w*(?:::[A-Z]\\w*)*)\\)");

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    boolean inTrace = false;
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.trimmed();
      if (text.length() < 8) continue;
      if (text.contains(":in ")) {
        boolean uncaught = uncaught(lines, i, text, found);
        if (!uncaught && !inTrace) logged(lines, i, found);
        inTrace = true;
      } else {
        inTrace = false;
        if (text.contains(".rb:")) bare(line, text, found);
      }
    }
  }

  private static boolean uncaught(List<Line> lines, int i, String text, Consumer<Fault> found) {
    if (text.startsWith("from ")) return true;
    Matcher head = UNCAUGHT.matcher(text);
    if (!head.matches()) return false;
    String type = head.group(4) == null ? "" : head.group(4);
    for (int next = i + 1; type.isEmpty() && next < lines.size() && next < i + 6; next++) {
      Matcher end = TYPE.matcher(lines.get(next).trimmed());
      if (end.matches()) type = end.group(1);
    }
    if (type.isEmpty()) return false;
    List<Frame> frames = new ArrayList<>();
    frames.add(frame(lines.get(i), head.group(1), head.group(2)));
    below(lines, i + 1, frames);
    report(lines.get(i), Rank.DEATH, type, head.group(3), frames, found);
    return true;
  }

  private static void below(List<Line> lines, int from, List<Frame> frames) {
    for (int next = from; next < lines.size(); next++) {
      String text = lines.get(next).trimmed();
      Matcher frame = FRAME.matcher(text);
      if (frame.matches()) frames.add(frame(lines.get(next), frame.group(1), frame.group(2)));
      else if (UNCAUGHT.matcher(text).matches()) break;
    }
  }

  /** The backtrace alone stands here; its exception stands above. */
  private static void logged(List<Line> lines, int i, Consumer<Fault> found) {
    Matcher first = FRAME.matcher(lines.get(i).trimmed());
    if (!first.matches()) return;
    for (int above = i - 1; above >= 0 && above >= i - 8; above--) {
      Line head = lines.get(above);
      // Between them Ruby may show the line of source, indented, and a mark below it.
      if (head.trimmed().isEmpty() || Character.isWhitespace(head.text().charAt(0))) continue;
      Matcher matcher = LOGGED.matcher(head.trimmed());
      if (!matcher.matches()) return;
      List<Frame> frames = new ArrayList<>();
      frames.add(frame(lines.get(i), first.group(1), first.group(2)));
      below(lines, i + 1, frames);
      String type = group(matcher, 1, 3, 6);
      Rank rank = Chain.weigh(head, above > 0 ? lines.get(above - 1) : null);
      report(head, rank, type, group(matcher, 2, 4, 5), frames, found);
      return;
    }
  }

  private static String group(Matcher matcher, int... groups) {
    for (int group : groups) {
      if (matcher.group(group) != null) return matcher.group(group);
    }
    return "";
  }

  private static void report(
      Line line, Rank rank, String type, String message, List<Frame> all, Consumer<Fault> found) {
    List<Frame> frames = all;
    if (type.equals("SystemStackError")) frames = Recursion.of(all, 1);
    if (type.equals("NoMemoryError")) frames = List.of();
    boolean literal = type.equals("NoMethodError") || type.equals("NameError");
    int object = literal ? message.indexOf(" for ") : -1;
    String said = object > 0 ? message.substring(0, object) : message;
    found.accept(new Fault("Ruby exception", rank, line.at(), type, said, frames, literal));
  }

  /** Ruby 3.4 writes {@code 'Object#foo'} where older ones write {@code `foo'}. */
  private static Frame frame(Line line, String path, String function) {
    String name =
        function.substring(Math.max(function.lastIndexOf('#'), function.lastIndexOf('.')) + 1);
    String plain = name.replaceFirst("^(?:block|rescue|ensure)(?: \\(\\d+ levels\\))? in ", "");
    boolean own =
        !path.contains("/gems/") && !path.contains("/lib/ruby/") && !path.startsWith("<internal");
    return new Frame(line.at(), NativeReader.base(path) + " " + plain, own);
  }

  private static void bare(Line line, String text, Consumer<Fault> found) {
    Matcher matcher = BARE.matcher(text);
    if (!matcher.matches() || !matcher.group(2).contains("rror")) return;
    Frame frame = new Frame(line.at(), NativeReader.base(matcher.group(1)), true);
    found.accept(
        new Fault("Ruby error", Rank.BARE, line.at(), "", matcher.group(2), List.of(frame), true));
  }
}
