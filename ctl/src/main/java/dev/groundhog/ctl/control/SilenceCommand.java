package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl silence}: a group of commands. */
@Command(
    name = "silence",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Holds back telling for a while; lists what is held back; ends it.",
    subcommands = {AddCommand.class, ListCommand.class, ExpireCommand.class})
public final class SilenceCommand implements Runnable {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  ControlLog log() {
    return new ControlLog(requireNonNull(parent).settings());
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
