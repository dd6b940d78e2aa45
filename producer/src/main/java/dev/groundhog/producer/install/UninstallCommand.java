package dev.groundhog.producer.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
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
    description = "Takes the hook out of units.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class UninstallCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "UNIT")
  private List<String> units = List.of();

  @Option(names = "--all", description = "every unit that has the hook")
  private boolean all;

  @Option(names = "--root", paramLabel = "DIR", description = "work on a host mounted there")
  private Path root = Path.of("/");

  @Override
  public Integer call() throws IOException {
    if (all == !units.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "expected units, or --all. Nothing was changed.");
    }
    UnitFolder folder = new UnitFolder(root);
    Collection<String> names = all ? folder.installed() : UnitNames.of(spec, units);
    PrintWriter out = spec.commandLine().getOut();
    boolean changed = false;
    for (String name : names) {
      boolean removed = folder.remove(name);
      changed |= removed;
      out.println((removed ? "removed: " : "not there: ") + folder.dropIn(name));
    }
    out.flush();
    return Reload.ifNeeded(root, changed, out);
  }
}
