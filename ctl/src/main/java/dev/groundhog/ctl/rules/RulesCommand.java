package dev.groundhog.ctl.rules;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.runtime.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl rules}: a group of commands. */
@Command(
    name = "rules",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    description = "Checks rules files, explains what holds for a unit, tries rules on events.",
    subcommands = {CheckCommand.class, ExplainCommand.class, TestCommand.class})
public final class RulesCommand implements Runnable {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  Settings settings() {
    return requireNonNull(parent).settings();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(requireNonNull(spec).commandLine(), "which command?");
  }
}
