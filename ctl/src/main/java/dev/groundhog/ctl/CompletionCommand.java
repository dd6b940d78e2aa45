package dev.groundhog.ctl;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** For a shell's start file or a package: {@code /usr/share/bash-completion/completions}. */
@Command(
    name = "completion",
    mixinStandardHelpOptions = true,
    description = "Prints the completion of these commands for bash and zsh.")
final class CompletionCommand implements Callable<Integer> {
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandLine all = requireNonNull(spec).root().commandLine();
    all.getOut().println(AutoComplete.bash("groundhogctl", all));
    all.getOut().flush();
    return 0;
  }
}
