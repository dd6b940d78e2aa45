package dev.groundhog.producer.install;

import dev.groundhog.runtime.program.Program;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Help.Ansi;

/** Shows or makes the changes of a plan, and has systemd take them up. */
final class Applied {
  private static final Duration ASK = Duration.ofSeconds(10);

  private final UnitFolder folder;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean here;

  /**
   * @param root {@code /}: systemd, if it runs, is reloaded and asked
   */
  Applied(Path root, PrintWriter out, PrintWriter err) {
    this.folder = new UnitFolder(root);
    this.here = root.equals(Path.of("/")) && Systemd.isHere();
    this.out = out;
    this.err = err;
  }

  /** Shows what would change, in colour on a terminal; changes nothing. */
  int show(List<Change> changes, Ansi ansi) {
    for (Change change : changes) {
      String path = folder.file(change.folder()).toString();
      if (!change.changesSomething()) continue;
      for (String line : FileDiff.of(path, change)) out.println(coloured(line, ansi));
    }
    long files = changes.stream().filter(Change::changesSomething).count();
    out.println(
        files == 0
            ? "Nothing would change."
            : files + (files == 1 ? " file would change." : " files would change."));
    out.flush();
    return Program.DONE;
  }

  private static String coloured(String line, Ansi ansi) {
    // Ansi.text reads markup; what the files say is none.
    if (!ansi.enabled()) return line;
    boolean head = line.startsWith("---") || line.startsWith("+++");
    String code = head ? "1" : line.startsWith("@@") ? "36" : line.startsWith("+") ? "32" : "31";
    return line.startsWith(" ") ? line : "\033[" + code + "m" + line + "\033[0m";
  }

  /** Makes the changes and says each; returns the command's exit code. */
  int make(List<Change> changes) throws IOException {
    for (Change change : changes) {
      boolean made = folder.make(change);
      String why = change.why().isEmpty() ? "" : "  (" + change.why() + ")";
      out.println("%-14s %s%s".formatted(verb(change, made), shown(change), why));
    }
    out.flush();
    // Also if nothing changed: the one before may have been interrupted here.
    if (!here) return Program.DONE;
    if (Systemd.reload()) return Program.DONE;
    err.println("systemd did not reload; run: systemctl daemon-reload");
    err.flush();
    return Program.FAILED;
  }

  /** A mask is about a unit or a group of units, a drop-in is a file that people read. */
  private String shown(Change change) {
    Content after = change.after();
    if (after == null || !after.mask()) return folder.file(change.folder()).toString();
    return change.folder().replaceFirst("([-@])\\.service$", "$1*.service");
  }

  private static String verb(Change change, boolean made) {
    Content after = change.after();
    if (after == null) return made ? "removed:" : "not there:";
    if (after.mask()) return made ? "left out:" : "is left out:";
    return made ? "written:" : "already there:";
  }

  /** Says what keeps systemd from calling the hook; 1 if something does for certain. */
  int checkEffect(List<String> units) {
    if (!here) return Program.DONE;
    List<Map<String, String>> shown = Systemd.show(ASK, units, InEffect.PROPERTIES);
    int status = Program.DONE;
    for (int i = 0; i < units.size() && i < shown.size(); i++) {
      Map<String, String> unit = shown.get(i);
      Optional<InEffect.Warning> warning =
          InEffect.of(units.get(i), unit, Systemd.wiper(unit.getOrDefault("DropInPaths", "")));
      if (warning.isEmpty()) continue;
      err.println("warning: " + warning.get().says() + "\n         " + warning.get().mend());
      if (warning.get().calledNever()) status = Program.FAILED;
    }
    err.flush();
    return status;
  }
}
