package dev.groundhog.producer.install;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code groundhog uninstall UNIT… | --all}: takes the hook out again. */
@Command(
    name = "uninstall",
    description = "Takes the hook out of units; after install --all, leaves them out from then on.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UninstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "UNIT")
  private List<String> units = List.of();

  @Option(
      names = "--all",
      description =
          "every unit that has the hook, and all that install --all made; leaves no trace")
  private boolean all;

  @Option(names = "--dry-run", description = "show what would change, as a diff; change nothing")
  private boolean dryRun;

  @Option(names = "--root", paramLabel = "DIR", description = "work on a host mounted there")
  private Path root = Path.of("/");

  @Override
  public Integer call() throws IOException {
    if (all == !units.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected units, or --all. Nothing was changed.");
    }
    Map<String, Content> present = new UnitFolder(root).present();
    List<Change> changes =
        all ? Plan.uninstallAll(present) : Plan.uninstall(UnitNames.of(spec, units), present);
    Applied applied = new Applied(root, spec.commandLine().getOut(), spec.commandLine().getErr());
    return dryRun
        ? applied.show(changes, spec.commandLine().getColorScheme().ansi())
        : applied.make(changes);
  }
}
