package dev.groundhog.ctl.ask;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.log.LiveLog;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.RangeOptions;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/**
 * {@code groundhogctl events}: unit events, a line each, in the log's order; with {@code --follow}
 * new ones as they come, until Ctrl-C.
 */
@Command(
    name = "events",
    mixinStandardHelpOptions = true,
    description = {
      "Prints unit events, a line each; with --follow new ones as they come.",
      "Without a range: all there is, or with --follow only the new ones."
    })
public final class EventsCommand implements Callable<Integer> {
  private static final String OTHERWISE = "Nothing was read.";

  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private RangeOptions range = new RangeOptions(OTHERWISE);

  @Option(
      names = {"-f", "--follow"},
      description = "Go on with new ones, until Ctrl-C.")
  private boolean follow;

  @Option(
      names = "--unit",
      paramLabel = "GLOB",
      description = "Only of these units, such as chat or 'worker@*'.")
  private @Nullable String unit;

  @Option(names = "--host", paramLabel = "GLOB", description = "Only of these hosts: 'web-*'.")
  private @Nullable String host;

  @Option(names = "--alive", description = "Also signs of life, which come each minute.")
  private boolean alive;

  @Override
  public Integer call() {
    CommandLine.Model.CommandSpec command = requireNonNull(spec);
    PrintWriter out = command.commandLine().getOut();
    TimeRange meant = meant();
    EventFilter filter = new EventFilter(unit, host, alive);
    EventLine lines = new EventLine(Screen.of(command), output.zone());
    Stop stop = new Stop();
    try (LiveLog log = open(meant)) {
      log.read(
          follow,
          record -> {
            print(record, filter, lines, out);
            // Whoever read this, such as head, has gone.
            if (out.checkError()) stop.now();
          },
          stop);
    } finally {
      stop.close();
    }
    out.flush();
    return 0;
  }

  private void print(LogRecord record, EventFilter filter, EventLine lines, PrintWriter out) {
    try {
      UnitEvent event = Wire.UNIT_EVENT.decode(record.value());
      if (!filter.shows(event)) return;
      out.println(output.isJson() ? EventLine.json(record, event) : lines.of(record, event));
    } catch (MalformedEventException e) {
      if (filter.isAll() && !output.isJson()) out.println(lines.malformed(record, e));
    }
  }

  private TimeRange meant() {
    TimeRange meant = range.range(output.zone(), new TimeRange(Instant.EPOCH, Source.LATEST));
    if (!follow) return meant;
    if (!meant.to().equals(Source.LATEST)) {
      throw new InvalidSettingException("--to", "no --follow beside it", "both", OTHERWISE);
    }
    return range.isGiven() ? meant : new TimeRange(Source.LATEST, Source.LATEST);
  }

  private LiveLog open(TimeRange meant) {
    return LiveLog.unitEvents(requireNonNull(parent).settings(), meant.from(), meant.to());
  }
}
