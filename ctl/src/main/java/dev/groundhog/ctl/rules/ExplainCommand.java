package dev.groundhog.ctl.rules;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.engine.rules.Rules;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl rules explain UNIT}: which entry judges a unit, and what it says. */
@Command(
    name = "explain",
    mixinStandardHelpOptions = true,
    description = "Shows which rules hold for a unit, and why: those in force, or those of a file.")
final class ExplainCommand implements Callable<Integer> {
  @ParentCommand private @Nullable RulesCommand parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "UNIT", description = "Such as chat.service or worker@3.service.")
  private String unit = "";

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "A label that its crashes carry; repeatable.")
  private Map<String, String> labels = new TreeMap<>();

  @Option(
      names = "--rules",
      paramLabel = "FILE",
      description = "This file instead of the rules in force.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    Rules rules = file == null ? inForce() : RulesFiles.read(file, "Nothing was explained.");
    String source = file == null ? "the rules in force" : file.toString();
    out.print(Explanation.of(rules, source, unit, labels));
    out.flush();
    return 0;
  }

  private Rules inForce() {
    RulesHistory history = RulesHistory.read(new KafkaSource(requireNonNull(parent).settings()));
    history.moveTo(Clock.systemUTC().instant());
    return history.current();
  }
}
