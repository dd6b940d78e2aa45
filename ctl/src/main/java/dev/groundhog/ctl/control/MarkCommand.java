package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.moment.Moment;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl mark TEXT}: something happened that people should see beside incidents. */
@Command(
    name = "mark",
    mixinStandardHelpOptions = true,
    description = "Says that something happened, such as a deploy, to be seen beside incidents.")
public final class MarkCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Speech speech = new Speech();

  @Parameters(paramLabel = "TEXT", arity = "1..*", description = "Such as deploy chat 1.4.2.")
  private List<String> words = new ArrayList<>();

  @Option(names = "--at", paramLabel = "TIME", description = "When it happened; default: now.")
  private @Nullable String at;

  @Option(
      names = "--unit",
      paramLabel = "GLOB",
      description = "Which units it concerns; default: all.")
  private @Nullable String unit;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    Instant when =
        at == null
            ? Output.now()
            : Moment.parse("--at", at, output.zone(), "Nothing was written.")
                .truncatedTo(ChronoUnit.MILLIS);
    ControlEvent event =
        speech
            .event(ControlType.MARK, "TEXT", String.join(" ", words), when)
            .id("m-" + UUID.randomUUID().toString().substring(0, 8))
            .unit(unit)
            .build();
    new ControlLog(requireNonNull(parent).settings()).write(event);
    String sentence =
        "%s marks %s%s%s: %s"
            .formatted(
                event.id(),
                Plain.time(when, output.zone()),
                Plain.zoneOf(output.zone()),
                unit == null ? "" : " for unit " + Plain.clean(unit),
                Plain.clean(event.text()));
    Answer.print(line.getOut(), output, "mark", null, event, sentence);
    return 0;
  }
}
