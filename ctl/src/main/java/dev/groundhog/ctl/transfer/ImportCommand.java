package dev.groundhog.ctl.transfer;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.archive.ArchiveFile;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.TopicNames;
import dev.groundhog.ctl.log.Watched;
import dev.groundhog.ctl.terminal.Bar;
import dev.groundhog.ctl.terminal.Output;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl import}: a file's records on topics of their own. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Writes what export wrote onto new topics that keep everything, under a name",
      "of their own: for tools that read topics, and for groundhogctl replay --prefix.",
      "The live topics are never written to."
    })
public final class ImportCommand implements Callable<Integer> {
  private static final String OTHERWISE = "Nothing was imported.";

  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Bar bar = new Bar();

  @Parameters(paramLabel = "FILE", description = "What export wrote.")
  private Path file = Path.of("");

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "What the topics' names begin with; default: the file's name, up to a dot.")
  private @Nullable String prefix;

  @Option(names = "--check", description = "Only look through the file and say what is in it.")
  private boolean check;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    PrintWriter out = line.getOut();
    ArchiveFile archive = ArchiveFile.open(file, OTHERWISE);
    if (!check) {
      TopicNames names = TopicNames.of(prefix == null ? nameOf(file) : prefix, OTHERWISE);
      Source source = new Watched(archive, bar, "import", line.getErr());
      new Import(requireNonNull(parent).settings(), names).run(source, archive.header());
      if (!output.isJson()) {
        out.println("Imported; groundhogctl replay --prefix " + names.prefix() + " reads it.");
      }
    }
    new Answer(out, output).say("import", file, archive.header());
    return 0;
  }

  /** {@code chat-1f3a.jsonl.zst}: {@code chat-1f3a}. */
  private static String nameOf(Path file) {
    String name = String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    return (dot < 0 ? name : name.substring(0, dot)).replaceAll("[^a-zA-Z0-9-]+", "-");
  }
}
