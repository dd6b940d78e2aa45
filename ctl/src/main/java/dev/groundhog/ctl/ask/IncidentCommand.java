package dev.groundhog.ctl.ask;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.incidents.Detail;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Screen;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl incident ID}: everything about one. */
@Command(
    name = "incident",
    mixinStandardHelpOptions = true,
    description = "Says everything about one incident.")
public final class IncidentCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();

  @Parameters(
      paramLabel = "ID",
      description = "Its id, or any part of it that no other has: 1f3a, as Slack shows it.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    CommandLine.Model.CommandSpec command = requireNonNull(spec);
    Instant now = Output.now();
    ReadModel model = new ReadModel(requireNonNull(parent).settings());
    Detail detail = model.incidents().detail(model.withHistory(id, now), now);
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) out.println(Line.of("incident", detail));
    else {
      new IncidentPage(detail, Screen.of(command), output.zone(), now)
          .lines()
          .forEach(out::println);
    }
    out.flush();
    return 0;
  }
}
