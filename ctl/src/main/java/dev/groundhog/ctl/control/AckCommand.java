package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/**
 * {@code groundhogctl ack INCIDENT}: somebody takes care of it. Exit codes: 0 it is written, 1
 * there is no such incident, or several.
 */
@Command(
    name = "ack",
    mixinStandardHelpOptions = true,
    description = "Says that you have seen an incident and take care of it.")
public final class AckCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Speech speech = new Speech();

  @Parameters(
      paramLabel = "INCIDENT",
      description = "Its id, or the last part of it, as Slack shows it: 1f3a.")
  private String incident = "";

  @Option(names = "--note", paramLabel = "TEXT", description = "What others should know.")
  private @Nullable String note;

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    // Before anybody is asked: what cannot be said need not be looked for.
    ControlEventBuilder said = speech.event(ControlType.ACK, "--note", note, Output.now());
    ControlLog log = new ControlLog(requireNonNull(parent).settings());
    Alert found = Find.incident(log.incidents(id -> Find.isMeant(id, incident)), incident);
    // One for each incident: who says it again corrects what was said before.
    ControlEvent event = said.id("ack:" + found.incident()).incident(found.incident()).build();
    log.write(event);
    String sentence =
        "%s takes care of %s.".formatted(Plain.clean(event.by()), Plain.clean(found.incident()));
    Answer.print(line.getOut(), output, "ack", null, event, sentence);
    return 0;
  }
}
