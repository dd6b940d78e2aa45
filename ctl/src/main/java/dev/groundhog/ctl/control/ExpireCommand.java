package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Silence;
import dev.groundhog.events.SilenceBuilder;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code groundhogctl silence expire ID}: ends it now. Exit codes: 0 it has ended, also if it had
 * before; 1 there is no such silence, or several.
 */
@Command(
    name = "expire",
    mixinStandardHelpOptions = true,
    description = "Ends a silence now; what it held back and still stands is told then.")
final class ExpireCommand implements Callable<Integer> {
  @ParentCommand private @Nullable SilenceCommand parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Speech speech = new Speech();

  @Parameters(
      paramLabel = "ID",
      description = "As add and list print it; its beginning is enough if no other begins so.")
  private String id = "";

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    Instant now = Output.now();
    ControlEventBuilder said = speech.event(ControlType.SILENCE, "", null, now);
    ControlLog log = requireNonNull(parent).log();
    ControlEvent found = Find.silence(log.silences().all(), id, now);
    Silence silence = requireNonNull(found.silence());
    if (!silence.until().isAfter(now)) {
      String sentence =
          "%s had ended at %s%s; nothing was written."
              .formatted(
                  Plain.clean(found.id()),
                  Plain.time(silence.until(), output.zone()),
                  Plain.zoneOf(output.zone()));
      Answer.print(line.getOut(), output, "silence", "ended", found, sentence);
      return 0;
    }
    Silence until = SilenceBuilder.builder(silence).until(now).build();
    // Whose word it was stands before it in the log; why, people still want to read.
    ControlEvent ended = said.id(found.id()).text(found.text()).silence(until).build();
    log.write(ended);
    String sentence =
        "%s has ended: %s is told of again."
            .formatted(Plain.clean(found.id()), Wording.covered(silence));
    Answer.print(line.getOut(), output, "silence", "ended", ended, sentence);
    return 0;
  }
}
