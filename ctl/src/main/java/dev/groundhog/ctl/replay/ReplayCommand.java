package dev.groundhog.ctl.replay;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.diff.RulesDiff;
import dev.groundhog.ctl.diff.RulesDiffText;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.Watched;
import dev.groundhog.ctl.report.ReportFile;
import dev.groundhog.ctl.rules.RulesFiles;
import dev.groundhog.ctl.terminal.Bar;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.timeline.Both;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.JsonLines;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.ctl.timeline.Timeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
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
  private static final String OTHERWISE = "Nothing was replayed.";

  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private Origin origin = new Origin();
  @Mixin private Bar bar = new Bar();

  @Option(names = "--unit", paramLabel = "NAME", description = "Only this unit or unit family.")
  private @Nullable String unit;

  @Option(names = "--host", paramLabel = "NAME", description = "Only events of this host.")
  private @Nullable String host;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "Only events that have this label, and incidents whose crashes all have it.")
  private Map<String, String> labels = Map.of();

  @Option(
      names = "--incident",
      paramLabel = "ID",
      description = "Only what concerns this incident, in its own time if no --from is given.")
  private @Nullable String incident;

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

  @Option(
      names = "--diff",
      description = "With --rules: only what they would have told otherwise, and how.")
  private boolean diff;

  @Override
  public Integer call() {
    CommandLine line = requireNonNull(spec).commandLine();
    Origin.Opened opened = origin.open(requireNonNull(parent)::settings);
    IncidentScope scope =
        incident == null ? null : IncidentScope.find(opened.source(), incident, OTHERWISE);
    PrintWriter out = line.getOut();
    Filter filter = new Filter(unit, host, labels, about(scope));
    Listener listener =
        output.isJson() ? new JsonLines(out, filter) : new Timeline(out, filter, output.zone());
    Rules fixed = rules == null ? null : RulesFiles.read(rules, OTHERWISE);
    Source source = new Watched(opened.source(), bar, "replay", line.getErr());
    TimeRange meant = range.range(output.zone(), scope == null ? opened.range() : scope.range());
    if (diff) return diff(source, meant, fixed);
    if (report == null) {
      new Replay(source).run(meant, fixed, listener);
    } else {
      ReportFile page = new ReportFile(report, filter, output.zone());
      new Replay(source).run(meant, fixed, new Both(listener, page.listener()));
      page.write(ReportFile.typed(line), source, rules);
      line.getErr().println("report: " + report);
    }
    out.flush();
    return 0;
  }

  private int diff(Source source, TimeRange meant, @Nullable Rules others) {
    if (others == null || rules == null) {
      throw new InvalidSettingException("--diff", "--rules beside it", "none", OTHERWISE);
    }
    if (unit != null || host != null || !labels.isEmpty() || report != null) {
      throw new InvalidSettingException(
          "--diff", "no --unit, --host, --label and --report beside it", "one of them", OTHERWISE);
    }
    // Both runs must end at the same record, whatever is appended in between.
    TimeRange both =
        meant.to().equals(Source.LATEST) && Output.now().isAfter(meant.from())
            ? new TimeRange(meant.from(), Output.now())
            : meant;
    CommandLine line = requireNonNull(spec).commandLine();
    RulesDiff found =
        RulesDiff.of((judged, listener) -> new Replay(source).run(both, judged, listener), others);
    PrintWriter out = line.getOut();
    if (output.isJson()) RulesDiffText.json(found, out);
    else {
      new RulesDiffText(line.getColorScheme().ansi(), output.zone())
          .print(found, String.valueOf(rules.getFileName()), out);
    }
    out.flush();
    return 0;
  }

  private static Filter.@Nullable About about(@Nullable IncidentScope scope) {
    return scope == null ? null : new Filter.About(scope.families(), scope.hosts());
  }
}
