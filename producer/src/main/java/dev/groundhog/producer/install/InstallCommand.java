package dev.groundhog.producer.install;

import dev.groundhog.events.Tail;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundhog install UNIT…}: has systemd call the hook. Running it twice changes nothing. */
@Command(
    name = "install",
    description = "Puts the hook into units, by a drop-in 50-groundhog.conf each.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class InstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "1..*", paramLabel = "UNIT", description = "chat, chat.service, worker@")
  private List<String> units;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "the file the unit logs to; without it the tail is read from the journal")
  private @Nullable String log;

  @Option(names = "--lines", description = "lines of tail, 1 to 64 (default: 22)")
  private int lines = DropIn.DEFAULT_LINES;

  @Option(
      names = "--spool",
      paramLabel = "DIR",
      description = "where the hook writes, if not /var/spool/groundhog; the agent's spool.dir")
  private @Nullable String spool;

  @Option(
      names = "--hook",
      paramLabel = "FILE",
      description = "the hook, if not beside this program")
  private @Nullable Path hook;

  @Option(names = "--root", paramLabel = "DIR", description = "work on a host mounted there")
  private Path root = Path.of("/");

  @Override
  public Integer call() throws IOException {
    if (lines < 1 || lines > Tail.MAX_LINES)
      throw usage("--lines: expected 1 to 64, found " + lines);
    if (log != null && !log.startsWith("/"))
      throw usage("--log: expected a full path, found " + log);
    DropIn dropIn = new DropIn(hookPath(), log, lines, spool);
    List<String> names = UnitNames.of(spec, units);
    PrintWriter out = spec.commandLine().getOut();
    UnitFolder folder = new UnitFolder(root);
    boolean changed = false;
    for (String name : names) {
      boolean written = folder.write(name, dropIn.text());
      changed |= written;
      out.println((written ? "written: " : "already there: ") + folder.dropIn(name));
    }
    out.flush();
    return Reload.ifNeeded(root, changed, out);
  }

  private Path hookPath() {
    Path path =
        hook != null
            ? hook.toAbsolutePath()
            : Path.of(System.getProperty("groundhog.home", "/usr/lib/groundhog"))
                .resolve("bin/groundhog-hook");
    // On a mounted host the hook has its place there, which is no business of this one.
    if (root.equals(Path.of("/")) && !Files.isExecutable(path)) {
      throw usage("--hook: expected the program groundhog-hook, found none at " + path);
    }
    return path;
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message + ". Nothing was installed.");
  }
}
