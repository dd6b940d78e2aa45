package dev.groundhog.ctl.replay;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.report.ReportFile;
import dev.groundhog.ctl.rules.RulesFiles;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.timeline.Both;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.JsonLines;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.ctl.timeline.Timeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl replay}: what happened and what was decided, from the log alone. */
@Command(
    name = "replay",
    mixinStandardHelpOptions = true,
    description = {
      "Prints what happened and what Groundhog decided, by judging the log again.",
      "The same range and the same rules give the same bytes, always."
    })
public final class ReplayCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First moment: 2026-11-22T11:20:00Z, or a local time 2026-11-22T11:20.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Last moment; default: all there is.")
  private @Nullable String to;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      description = "Instead of --from: 90s, 15m, 2h, 1d.")
  private @Nullable String last;

  @Option(names = "--unit", paramLabel = "NAME", description = "Only this unit or unit family.")
  private @Nullable String unit;

  @Option(names = "--host", paramLabel = "NAME", description = "Only events of this host.")
  private @Nullable String host;

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "Judge by these rules instead of the ones that were in force.")
  private @Nullable Path rules;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write a page that shows it: one HTML file that needs no network.")
  private @Nullable Path report;

  @Override
  public Integer call() {
    CommandLine line = requireNonNull(spec).commandLine();
    Settings settings = requireNonNull(parent).settings();
    ZoneId zone = output.zone();
    TimeRange range = TimeRange.of(from, to, last, zone, Output.now());
    PrintWriter out = line.getOut();
    Filter filter = new Filter(unit, host);
    Listener listener =
        output.isJson() ? new JsonLines(out, filter) : new Timeline(out, filter, zone);
    Rules fixed = rules == null ? null : RulesFiles.read(rules, "Nothing was replayed.");
    Source source = new KafkaSource(settings);
    if (report == null) {
      new Replay(source).run(range, fixed, listener);
    } else {
      ReportFile page = new ReportFile(report, filter, zone);
      new Replay(source).run(range, fixed, new Both(listener, page.listener()));
      page.write(ReportFile.typed(line), source, rules);
      line.getErr().println("report: " + report);
    }
    out.flush();
    return 0;
  }
}
