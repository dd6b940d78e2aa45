package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Run times that die in one line of a form of their own. */
final class OtherReader implements Reader {
  /**
   * @param start what the line begins with or contains, so that the pattern is tried rarely
   * @param pattern group 1 is the type or may be empty, group 2 the message
   */
  private record Form(String kind, Rank rank, String hint, Pattern pattern) {}

  private static final List<Form> FORMS =
      List.of(
          form(
              "Elixir exception",
              Rank.DEATH,
              "** (",
              "\\*\\* \\(([A-Z][\\w.]*|EXIT[^)]*|stop)\\) ?(.*)"),
          form(
              "Erlang crash",
              Rank.LOGGED,
              "terminating with reason",
              ".*(terminating) with reason:? (.*)"),
          form("Lua error", Rank.DEATH, "lua", "(lua)[\\w.]*: (?:\\S+?:\\d+: )?(.*)"),
          form(
              "OCaml exception",
              Rank.DEATH,
              "Fatal error: exception ",
              "Fatal error: exception ([\\w.]+)(.*)"),
          form("Haskell exception", Rank.DEATH, "Prelude.", "\\S+: (Prelude\\.\\S+): (.*)"),
          form(
              "Julia exception",
              Rank.DEATH,
              "LoadError: ",
              "(?:ERROR: )?LoadError: (\\w+)(?:: )?(.*)"),
          form("R error", Rank.BARE, "Error in ", "(Error) in (.*)"),
          form(
              "Dart exception", Rank.DEATH, "Unhandled exception:", "(Unhandled exception): ?(.*)"),
          form(
              "Swift trap",
              Rank.DEATH,
              ".swift",
              "\\S+?\\.swift:\\d+: (Fatal error): (.*)|(?:Fatal error): (.*): file .*"),
          form("Zig panic", Rank.DEATH, " panic: ", "(thread) \\d+ panic: (.*)"),
          form("Ada exception", Rank.DEATH, "raised ", "raised ([A-Z][A-Z0-9_.]+) : (.*)"),
          form(
              "Fortran error",
              Rank.DEATH,
              "Fortran runtime error",
              "(Fortran runtime error): (.*)"),
          form(
              "signal",
              Rank.NOTICE,
              "Program received signal ",
              "Program received signal (SIG[A-Z]+)(?:: )?(.*)"),
          form("Tcl error", Rank.BARE, "invoked from within", "(invoked from within)(.*)"),
          form("Scheme error", Rank.BARE, "In procedure ", "(?:ERROR: )?(In procedure) (.*)"),
          form(
              "Python launcher",
              Rank.DEATH,
              "python",
              ".*?python[\\d.]*: (can't open file|No module named|Error while finding module"
                  + " specification for) (.*)"),
          form("Node launcher", Rank.DEATH, "node: ", ".*?node: ()(.*)"),
          form(
              "GLib error", Rank.DEATH, "-ERROR **", ".*?(\\w+-ERROR) \\*\\*: (?:[\\d:.]+: )?(.*)"),
          form("Perl launcher", Rank.DEATH, "Can't open perl", "(Can't open perl script) (.*)"));

  private static final Phrases HINTS = new Phrases(FORMS.stream().map(Form::hint).toList());

  private static Form form(String kind, Rank rank, String hint, String regex) {
    return new Form(kind, rank, hint, Pattern.compile(regex));
  }

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      String text = line.text();
      if (line.isStep() || !HINTS.anyIn(text)) continue;
      for (Form form : FORMS) {
        if (!text.contains(form.hint())) continue;
        Matcher matcher = form.pattern().matcher(line.trimmed());
        if (!matcher.matches()) continue;
        String type = matcher.group(1) == null ? "Fatal error" : matcher.group(1);
        String message = matcher.group(2) == null ? "" : matcher.group(2).strip();
        if (message.isEmpty() && i + 1 < lines.size() && form.kind().startsWith("Dart"))
          message = lines.get(i + 1).trimmed();
        boolean code = form.kind().endsWith("launcher") && type.startsWith("No module");
        found.accept(
            new Fault(
                form.kind(),
                form.rank(),
                line.at(),
                type,
                message.replaceFirst("^[:\\s]+", ""),
                List.of(),
                code));
        break;
      }
    }
  }
}
