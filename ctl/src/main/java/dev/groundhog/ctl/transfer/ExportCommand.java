package dev.groundhog.ctl.transfer;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.anonymise.Disguise;
import dev.groundhog.ctl.archive.ArchiveWriter;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.Watched;
import dev.groundhog.ctl.replay.IncidentScope;
import dev.groundhog.ctl.replay.RangeOptions;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.terminal.Bar;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl export}: an incident as a file that outlives the topics' retention. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    customSynopsis = {
      "groundhogctl export [OPTIONS] ID FILE",
      "       groundhogctl export [OPTIONS] (--from=TIME | --last=TIME) [--to=TIME] FILE"
    },
    description = {
      "Writes what a replay of an incident or a range needs into a file, compressed",
      "if its name ends in .zst. groundhogctl replay FILE then prints the same bytes",
      "as from the brokers, for ever."
    })
public final class ExportCommand implements Callable<Integer> {
  private static final String OTHERWISE = "Nothing was written.";

  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private RangeOptions times = new RangeOptions(OTHERWISE);
  @Mixin private Bar bar = new Bar();

  @Parameters(
      paramLabel = "[ID] FILE",
      arity = "1..2",
      hideParamSyntax = true,
      description = "The incident's id or the last part of it, if one is meant; and where to.")
  private List<String> words = List.of();

  @Option(
      names = "--anonymise",
      description = "Under other names and in other words, but judged the same.")
  private boolean anonymise;

  @Option(names = "--force", description = "Replace a file that is there.")
  private boolean force;

  @Override
  public Integer call() throws IOException {
    CommandLine line = requireNonNull(spec).commandLine();
    Path file = Path.of(words.get(words.size() - 1));
    Disguise disguise = anonymise ? Disguise.withRandomKey() : null;
    try (ArchiveWriter writer = ArchiveWriter.open(file, force)) {
      Source topics = new KafkaSource(requireNonNull(parent).settings());
      TimeRange range = range(topics);
      Source source = new Watched(topics, bar, "export", line.getErr());
      Header header = new Export(source, writer, disguise).run(range, CtlMain.VERSION, madeBy());
      Answer answer = new Answer(line.getOut(), output);
      answer.say("export", file, header);
      if (disguise != null) answer.odd(line.getErr(), disguise.oddCauses());
    }
    return 0;
  }

  private TimeRange range(Source topics) {
    if (words.size() == 1) return times.range(output.zone(), null);
    if (times.isGiven()) {
      throw new InvalidSettingException("ID", "no times beside it", "both", OTHERWISE);
    }
    return IncidentScope.find(topics, words.get(0), OTHERWISE).range();
  }

  /** Without the names that it was called with, if they are not to be known. */
  private String madeBy() {
    StringBuilder command = new StringBuilder("groundhogctl export");
    if (anonymise) return command.append(" --anonymise").toString();
    command.append(times.typed());
    if (words.size() == 2) command.append(' ').append(words.get(0));
    return command.toString();
  }
}
