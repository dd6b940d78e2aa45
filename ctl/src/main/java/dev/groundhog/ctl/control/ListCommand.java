package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silence;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl silence list}: what is held back, by whom and why. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists silences that hold or will hold; the one that ends first stands first.")
final class ListCommand implements Callable<Integer> {
  @ParentCommand private @Nullable SilenceCommand parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();

  @Option(names = "--all", description = "Also those that have ended.")
  private boolean all;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Instant now = Output.now();
    List<ControlEvent> silences =
        requireNonNull(parent).log().silences().all().stream()
            .filter(event -> all || silence(event).until().isAfter(now))
            .sorted(Comparator.comparing(event -> silence(event).until()))
            .toList();
    for (ControlEvent event : silences) {
      String state = Wording.state(silence(event), now);
      Answer.print(out, output, "silence", state, event, line(event, state, output.zone()));
    }
    if (silences.isEmpty() && !output.isJson()) {
      out.println(all ? "There was never a silence." : "Nothing is silenced.");
      out.flush();
    }
    return 0;
  }

  /** Two lines: how it stands and what it covers; who and why. */
  private static String line(ControlEvent event, String state, ZoneId zone) {
    Silence silence = silence(event);
    return String.format(
        Locale.ROOT,
        "%-10s  %-6s  %s – %s%s  %s%n                      %s: %s",
        Plain.clean(event.id()),
        state,
        Plain.time(silence.from(), zone),
        Plain.time(silence.until(), zone),
        Plain.zoneOf(zone),
        Wording.covered(silence),
        event.by() == null ? "somebody" : Plain.clean(event.by()),
        event.text() == null ? "no reason given" : Plain.clean(event.text()));
  }

  private static Silence silence(ControlEvent event) {
    return requireNonNull(event.silence());
  }
}
