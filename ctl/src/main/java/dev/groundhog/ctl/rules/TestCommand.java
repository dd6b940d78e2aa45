package dev.groundhog.ctl.rules;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.JsonLines;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.ctl.timeline.Timeline;
import dev.groundhog.ctl.timeline.ToldLines;
import dev.groundhog.engine.rehearsal.InvalidScriptException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code groundhogctl rules test [FILE] --events FILE}: what people would be told of these events
 * by these rules. Asks no broker. Exit codes: 0 judged, 2 the rules or the events cannot be used.
 */
@Command(
    name = "test",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what people would be told of some events, by a rules file or the built-in",
      "rules, and what they would not be told and why. The live engine judges."
    })
final class TestCommand implements Callable<Integer> {
  private static final String OTHERWISE = "Nothing more was judged.";
  private static final String STDIN = "-";

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "The rules, such as rules.yaml; without it the built-in ones.")
  private @Nullable Path file;

  @Option(
      names = "--events",
      paramLabel = "FILE",
      required = true,
      description = "Unit events, one JSON object a line, in the order of arrival; - is stdin.")
  private String events = STDIN;

  @Option(names = "--all", description = "Also each event, and edits that notify nobody.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object per line, as of replay.")
  private boolean json;

  @Option(names = "--utc", description = "Times in UTC instead of local time.")
  private boolean utc;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Rules rules =
        file == null ? Rules.BUILT_IN : RulesFiles.read("FILE", file, "Nothing was judged.");
    Trial trial = new Trial(rules, listener(out));
    try (BufferedReader lines = open()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) trial.take(line);
    } catch (InvalidScriptException e) {
      throw wrong("a unit event on each line", source() + ", " + e.getMessage());
    } catch (IOException e) {
      throw wrong(
          "a file with a unit event on each line", RulesFiles.unreadable(Path.of(events), e));
    } finally {
      out.flush();
    }
    trial.end();
    out.flush();
    return 0;
  }

  private Listener listener(PrintWriter out) {
    ZoneId zone = utc ? ZoneOffset.UTC : ZoneId.systemDefault();
    Filter everything = new Filter(null, null);
    if (json) return new JsonLines(out, everything);
    return all ? new Timeline(out, everything, zone) : new ToldLines(out, zone);
  }

  private BufferedReader open() throws IOException {
    if (!events.equals(STDIN)) return Files.newBufferedReader(Path.of(events));
    return new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
  }

  private String source() {
    return events.equals(STDIN) ? "standard input" : events;
  }

  private static InvalidSettingException wrong(String expected, String found) {
    return new InvalidSettingException("--events", expected, found, OTHERWISE);
  }
}
