package dev.groundhog.ctl.console;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl console}: runs until Ctrl-C or SIGTERM. */
@Command(
    name = "console",
    mixinStandardHelpOptions = true,
    description = {
      "Shows incidents on a web page, live, until Ctrl-C.",
      "Whoever reaches the page may read; writing needs console.token where one is set, and comes",
      "from this machine where none is."
    })
public final class ConsoleCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Where it listens; default: console.port, else 7080. 0: any that is free.")
  private @Nullable String port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = "Of this machine; default: console.bind, else 127.0.0.1.")
  private @Nullable String bind;

  @Override
  public Integer call() {
    Map<String, String> given = new HashMap<>();
    if (port != null) given.put("console.port", port);
    if (bind != null) given.put("console.bind", bind);
    CommandLine line = requireNonNull(spec).commandLine();
    return requireNonNull(parent)
        .runForLong(
            "groundhogctl console",
            given,
            settings -> {
              Console console = Console.start(settings);
              String host = settings.text("console.bind", "127.0.0.1");
              line.getOut().println("http://" + host + ":" + console.port() + "/");
              line.getOut().flush();
              return console;
            });
  }
}
