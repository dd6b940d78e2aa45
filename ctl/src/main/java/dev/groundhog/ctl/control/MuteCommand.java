package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.Mute;
import dev.groundhog.events.MuteTimes;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl mute CHANNEL TIMES}: at these hours a channel wants to hear of nothing. */
@Command(
    name = "mute",
    mixinStandardHelpOptions = true,
    description = {
      "Says at which hours of the week a channel wants to hear of nothing; what still goes on when",
      "they end is told then. Without arguments: lists what was said."
    })
public final class MuteCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Speech speech = new Speech();

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "CHANNEL",
      description = "As the rules or slack.channel call it, such as '#batch'.")
  private @Nullable String channel;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "TIMES",
      description =
          "Such as 'Mon-Fri 18:00-08:00 Europe/Berlin; Sat-Sun 00:00-24:00'; without a zone UTC.")
  private @Nullable String times;

  @Option(names = "--off", description = "It hears of everything again, whatever slack.mute says.")
  private boolean off;

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why.")
  private @Nullable String reason;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ControlLog log = new ControlLog(requireNonNull(parent).settings());
    if (channel == null) return list(log, out);
    ControlEvent event =
        speech
            .event(ControlType.MUTE, "--reason", reason, Output.now())
            .id("mute:" + channel)
            .mute(mute(channel))
            .build();
    log.write(event);
    Answer.print(out, output, "mute", null, event, sentence(event, output.zone()));
    return 0;
  }

  private Mute mute(String of) {
    if (off == (times != null)) {
      throw new InvalidSettingException(
          "TIMES, --off", "one of them", off ? "both" : "none", "Nothing was written.");
    }
    try {
      return new Mute(of, times == null ? "" : times.strip());
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          requireNonNull(spec).commandLine(), e.getMessage() + ". Nothing was written.");
    }
  }

  private int list(ControlLog log, PrintWriter out) throws InterruptedException {
    List<ControlEvent> said = log.muteTimes().said();
    for (ControlEvent event : said) {
      Answer.print(out, output, "mute", null, event, sentence(event, output.zone()));
    }
    if (said.isEmpty() && !output.isJson()) {
      out.println("No channel was muted here; sinks may have slack.mute in their settings.");
      out.flush();
    }
    return 0;
  }

  /** {@code #batch hears of nothing Sat-Sun 00:00-24:00, now until … · ada: nobody looks}. */
  private static String sentence(ControlEvent event, ZoneId zone) {
    Mute mute = requireNonNull(event.mute());
    String when =
        mute.times().isBlank()
            ? " hears of everything"
            : " hears of nothing " + Plain.clean(mute.times());
    Instant now = Output.now();
    Instant until = MuteTimes.NONE.with(event).until(mute.channel(), now);
    return Plain.clean(mute.channel())
        + when
        + (until == null ? "" : ", now until " + Plain.time(until, zone) + Plain.zoneOf(zone))
        + " · "
        + (event.by() == null ? "somebody" : Plain.clean(event.by()))
        + (event.text() == null ? "" : ": " + Plain.clean(event.text()));
  }
}
