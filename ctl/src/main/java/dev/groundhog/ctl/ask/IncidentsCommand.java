package dev.groundhog.ctl.ask;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.events.AlertState;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl incidents}: what there is, open ones first, worst first. */
@Command(
    name = "incidents",
    mixinStandardHelpOptions = true,
    description = {
      "Lists incidents: open ones first, worst first.",
      "Then those that are over, then those that were closed of late. Also says what a silence",
      "holds back."
    })
public final class IncidentsCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @ArgGroup private Which which = new Which();

  /** Not both. */
  static final class Which {
    @Option(names = "--open", description = "Only those in which crashes go on.")
    private boolean open;

    @Option(names = "--all", description = "Also those that were closed longer ago.")
    private boolean all;
  }

  @Option(
      names = "--last",
      paramLabel = "TIME",
      defaultValue = "7d",
      description = "Closed ones whose last crash is not longer ago; default: ${DEFAULT-VALUE}.")
  private String last = "";

  @Override
  public Integer call() throws InterruptedException {
    CommandLine.Model.CommandSpec command = requireNonNull(spec);
    Instant now = Output.now();
    Instant since = now.minus(length());
    List<Summary> shown =
        new ReadModel(requireNonNull(parent).settings())
            .incidents().list(now).stream().filter(each -> isShown(each, since)).toList();
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) shown.forEach(each -> out.println(Line.of("incident", each)));
    else print(shown, out, Screen.of(command), now);
    out.flush();
    return 0;
  }

  private void print(List<Summary> shown, PrintWriter out, Screen screen, Instant now) {
    if (shown.isEmpty()) {
      out.println(which.open ? "Nothing crashes." : "No incident.");
      return;
    }
    new IncidentTable(screen, output.zone(), now).lines(shown).forEach(out::println);
    out.println();
    out.println(IncidentTable.counts(shown) + " · times are" + Plain.zoneOf(output.zone()));
  }

  private boolean isShown(Summary each, Instant since) {
    if (which.open) return !each.state().isOver();
    return which.all || each.state() != AlertState.CLOSED || !each.lastCrashAt().isBefore(since);
  }

  private Duration length() {
    return Settings.parseDuration(last)
        .orElseThrow(
            () ->
                new InvalidSettingException(
                    "--last",
                    "a time such as 90s, 15m, 2h or 7d",
                    '"' + last + '"',
                    "Nothing was read."));
  }
}
