package dev.groundhog.producer.install;

import dev.groundhog.events.Tail;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundhog install}: has systemd call the hook. Running it twice changes nothing. */
@Command(
    name = "install",
    description = "Puts the hook into units, by drop-ins 50-groundhog.conf; restarts none.",
    footer = {
      "",
      "groundhog install chat worker@        two units; worker@ covers its instances",
      "groundhog install --all               every service but those left out",
      "groundhog install --all --dry-run     shows what that would change",
      "groundhog uninstall chat              takes a unit out, also after --all"
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class InstallCommand implements Callable<Integer> {
  /** Drop-ins for all units of a type. Source: systemd's NEWS, 244. */
  private static final int TYPE_WIDE_SINCE = 244;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "UNIT", description = "chat, chat.service, worker@")
  private List<String> units = List.of();

  @Option(names = "--all", description = "every service, those of the list left out")
  private boolean all;

  @Option(
      names = "--except",
      paramLabel = "GLOB",
      description = "with --all: leave these out too, such as backup-*; repeatable")
  private List<String> except = List.of();

  @Option(
      names = "--list",
      paramLabel = "FILE",
      description =
          "with --all: the list of units to leave out (default: /etc/groundhog/not-watched.list,"
              + " else the one beside this program)")
  private @Nullable Path list;

  @Option(names = "--dry-run", description = "show what would change, as a diff; change nothing")
  private boolean dryRun;

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
    checkUsage();
    List<String> names = UnitNames.of(spec, units);
    String text = new DropIn(hookPath(), log, lines, spool).text();
    Map<String, Content> present = new UnitFolder(root).present();
    List<Change> changes =
        all ? Plan.installAll(text, leftOut(), present) : Plan.install(names, text, present);
    Applied applied = new Applied(root, spec.commandLine().getOut(), spec.commandLine().getErr());
    if (dryRun) return applied.show(changes, spec.commandLine().getColorScheme().ansi());
    int status = applied.make(changes);
    if (all) say("Units of users (systemctl --user) are not covered.");
    return status != 0 ? status : applied.checkEffect(names);
  }

  private void checkUsage() {
    if (all == !units.isEmpty()) throw usage("expected units, or --all");
    if (!all && (!except.isEmpty() || list != null)) {
      throw usage("--except, --list: expected with --all only");
    }
    if (all && log != null) throw usage("--log: expected with units only; each has its own");
    if (lines < 1 || lines > Tail.MAX_LINES)
      throw usage("--lines: expected 1 to 64, found " + lines);
    if (log != null && !log.startsWith("/"))
      throw usage("--log: expected a full path, found " + log);
    if (!onThisHost()) return;
    if (!Systemd.isHere()) {
      throw usage(
          "expected a host that runs systemd, found none (no /run/systemd/system); in a container:"
              + " groundhog send");
    }
    OptionalInt version = all ? Systemd.version(Duration.ofSeconds(5)) : OptionalInt.empty();
    if (version.orElse(TYPE_WIDE_SINCE) < TYPE_WIDE_SINCE) {
      throw usage("--all: expected systemd 244 or newer, found " + version.getAsInt());
    }
  }

  private Map<String, String> leftOut() throws IOException {
    List<String> patterns = new ArrayList<>(NotWatchedList.patterns(list, root, home()));
    patterns.addAll(except);
    for (String pattern : patterns) {
      String wrong = UnitNames.mistake(pattern.replace("*", ""));
      if (!wrong.isEmpty() && !pattern.equals("*")) throw usage("\"" + pattern + "\": " + wrong);
    }
    return LeftOut.of(patterns, UnitFiles.read(root));
  }

  private Path hookPath() {
    Path path = hook != null ? hook.toAbsolutePath() : home().resolve("bin/groundhog-hook");
    // On a mounted host the hook has its place there, which is no business of this one.
    if (onThisHost() && !Files.isExecutable(path)) {
      throw usage("--hook: expected the program groundhog-hook, found none at " + path);
    }
    return path;
  }

  private static Path home() {
    return Path.of(System.getProperty("groundhog.home", "/usr/lib/groundhog"));
  }

  private boolean onThisHost() {
    return root.equals(Path.of("/"));
  }

  private void say(String message) {
    spec.commandLine().getOut().println(message);
    spec.commandLine().getOut().flush();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message + ". Nothing was installed.");
  }
}
