package dev.groundhog.producer;

import static java.util.Objects.requireNonNull;

import dev.groundhog.producer.agent.AgentProgram;
import dev.groundhog.producer.agent.TendOnce;
import dev.groundhog.producer.doctor.DoctorCommand;
import dev.groundhog.producer.install.InstallCommand;
import dev.groundhog.producer.install.UninstallCommand;
import dev.groundhog.producer.send.SendCommand;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Entry point of {@code groundhog}: the agent, and the commands people type on a host. */
@Command(
    name = "groundhog",
    description = "Groundhog on this host.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ProducerMain.AgentCommand.class,
      InstallCommand.class,
      UninstallCommand.class,
      ProducerMain.TendCommand.class,
      ProducerMain.CompletionCommand.class
    })
public final class ProducerMain {
  private ProducerMain() {}

  public static void main(String[] args) {
    System.exit(run(args));
  }

  /** Everything but the exit, so that a test can run it. */
  static int run(String... args) {
    if (args.length == 0 || !args[0].equals("agent")) logOnlyTrouble();
    CommandLine commands =
        new CommandLine(new ProducerMain())
            .addSubcommand(new DoctorCommand(System.getenv()))
            .addSubcommand(new SendCommand(System.getenv(), System.in));
    commands.setExecutionExceptionHandler(
        (e, command, parsed) -> {
          command.getErr().println("groundhog: failed: " + Program.lastWords(e));
          return Program.FAILED;
        });
    if (args.length == 0) {
      commands.usage(commands.getErr());
      return Program.BAD_USAGE;
    }
    return commands.execute(args);
  }

  /**
   * A command says itself what it did and what went wrong; read by logback.xml when the first class
   * logs. Kafka's client complains at length, once more, of what its answers say.
   */
  private static void logOnlyTrouble() {
    quietUnlessSet("GROUNDHOG_LOG_LEVEL", "ERROR");
    quietUnlessSet("GROUNDHOG_LOG_LIBRARIES", "OFF");
  }

  private static void quietUnlessSet(String name, String level) {
    if (System.getenv(name) == null) System.setProperty(name, level);
  }

  /** The long-running process of a host. */
  @Command(
      name = "agent",
      description = "Publishes this host's events to Kafka; runs until it is stopped.",
      mixinStandardHelpOptions = true)
  static final class AgentCommand implements Callable<Integer> {
    @Option(names = "--config", paramLabel = "FILE", description = "a properties file")
    private @Nullable String config;

    @Override
    public Integer call() {
      Program.endWithAnyOfItsThreads();
      List<String> args = config == null ? List.of() : List.of("--config", config);
      Map<String, String> environment = System.getenv();
      return new Program("groundhog agent", "groundhog agent --config FILE", System.out, System.err)
          .run(args, environment, settings -> AgentProgram.start(settings, environment));
    }
  }

  /** For a shell's start file or a package: {@code /usr/share/bash-completion/completions}. */
  @Command(
      name = "completion",
      description = "Prints the completion of these commands for bash and zsh.",
      mixinStandardHelpOptions = true)
  static final class CompletionCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
      CommandLine all = requireNonNull(spec).root().commandLine();
      all.getOut().println(AutoComplete.bash("groundhog", all));
      all.getOut().flush();
      return Program.DONE;
    }
  }

  /** What the agent does for the spool, once; for hosts where no agent runs. */
  @Command(
      name = "tend",
      description = "Keeps the spool within its bounds, once; for hosts without the agent.",
      mixinStandardHelpOptions = true)
  @SuppressWarnings("NullAway.Init") // picocli fills the fields
  static final class TendCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "a properties file")
    private @Nullable Path config;

    @Override
    public Integer call() throws Exception {
      PrintWriter out = spec.commandLine().getOut();
      try {
        TendOnce.run(Settings.load(config, System.getenv()), out);
        return Program.DONE;
      } catch (InvalidSettingException e) {
        spec.commandLine().getErr().println("groundhog tend: " + e.getMessage());
        return Program.BAD_USAGE;
      } finally {
        out.flush();
      }
    }
  }
}
