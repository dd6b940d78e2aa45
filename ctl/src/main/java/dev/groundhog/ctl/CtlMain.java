package dev.groundhog.ctl;

import dev.groundhog.ctl.ask.EventsCommand;
import dev.groundhog.ctl.ask.IncidentCommand;
import dev.groundhog.ctl.ask.IncidentsCommand;
import dev.groundhog.ctl.cause.CauseCommand;
import dev.groundhog.ctl.console.ConsoleCommand;
import dev.groundhog.ctl.control.AckCommand;
import dev.groundhog.ctl.control.MarkCommand;
import dev.groundhog.ctl.control.MuteCommand;
import dev.groundhog.ctl.control.SilenceCommand;
import dev.groundhog.ctl.replay.ReplayCommand;
import dev.groundhog.ctl.rules.RulesCommand;
import dev.groundhog.ctl.transfer.ExportCommand;
import dev.groundhog.ctl.transfer.ImportCommand;
import dev.groundhog.ctl.verify.VerifyCommand;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * {@code groundhogctl}. Exit codes: 0 done, 1 failed (one line says why), 2 bad usage or a wrong
 * setting; of {@code verify} 1 is an answer, and 3 means that it failed.
 */
@Command(
    name = "groundhogctl",
    mixinStandardHelpOptions = true,
    version = "groundhogctl " + CtlMain.VERSION,
    synopsisSubcommandLabel = "COMMAND",
    description = "Asks Groundhog's topics what happened, and tells the pipeline what people say.",
    subcommands = {
      IncidentsCommand.class,
      IncidentCommand.class,
      EventsCommand.class,
      ConsoleCommand.class,
      ReplayCommand.class,
      ExportCommand.class,
      ImportCommand.class,
      VerifyCommand.class,
      RulesCommand.class,
      CauseCommand.class,
      SilenceCommand.class,
      MuteCommand.class,
      MarkCommand.class,
      AckCommand.class,
      CompletionCommand.class,
      CommandLine.HelpCommand.class
    })
public final class CtlMain implements Runnable {
  /** Of this program, as it stands in what it writes. */
  public static final String VERSION = "0.1.0";

  private static final int BAD_USAGE = 2;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      scope = ScopeType.INHERIT,
      description = "Settings (kafka.*); GROUNDHOG_* variables win over it.")
  private @Nullable Path config;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  private final Map<String, String> environment;

  private CtlMain(Map<String, String> environment) {
    this.environment = environment;
  }

  public static void main(String[] args) {
    System.exit(commandLine(System.getenv()).execute(args));
  }

  /** The command line without the process around it. */
  public static CommandLine commandLine(Map<String, String> environment) {
    CommandLine line = new CommandLine(new CtlMain(environment));
    line.setExecutionExceptionHandler(
        (trouble, command, result) -> {
          command.getErr().println("groundhogctl: " + trouble.getMessage());
          if (trouble instanceof InvalidSettingException) return BAD_USAGE;
          // 1 by default; a command whose 1 is an answer says another.
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
    return line;
  }

  /** The settings that hold for the command that was given. */
  public Settings settings() {
    return Settings.load(config, environment);
  }

  /**
   * Runs something until Ctrl-C or SIGTERM.
   *
   * @param given settings by name that win over all others
   * @return the exit code
   */
  public int runForLong(String name, Map<String, String> given, Program.Starter starter) {
    List<String> args = config == null ? List.of() : List.of("--config", config.toString());
    return new Program(name, "", System.out, System.err)
        .run(args, environment, settings -> starter.start(settings.with(given)));
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        java.util.Objects.requireNonNull(spec).commandLine(), "which command?");
  }
}
