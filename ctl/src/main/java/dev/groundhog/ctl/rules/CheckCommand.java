package dev.groundhog.ctl.rules;

import static java.util.Objects.requireNonNull;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * {@code groundhogctl rules check FILE}: whether streams-app would take the file. Asks no broker.
 * Exit codes: 0 it would (also with a warning), 1 it would not, 2 there is no such file.
 */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Says whether a rules file can be used: line and column of what is wrong, and",
      "which entries no crash can reach because an earlier one takes all of theirs."
    })
final class CheckCommand implements Callable<Integer> {
  private static final int UNUSABLE = 1;
  private static final int NO_FILE = 2;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(paramLabel = "FILE", description = "The file, such as rules.yaml.")
  private @Nullable Path file;

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    try {
      Rules rules = RulesFile.parse(Files.readString(requireNonNull(file)));
      List<Rules.ForUnits> entries = rules.overrides();
      out.println(file + ": good, " + counted(entries.size()));
      rules
          .unreachable()
          .forEach(
              (later, earlier) ->
                  out.printf(
                      "warning: units[%d] (%s) is never used: units[%d] (%s) stands before it and"
                          + " takes all of its crashes%n",
                      later, entries.get(later).match(), earlier, entries.get(earlier).match()));
      return 0;
    } catch (InvalidRulesException e) {
      err.println(file + ": " + e.getMessage());
      return UNUSABLE;
    } catch (IOException e) {
      err.println(RulesFiles.unreadable(requireNonNull(file), e));
      return NO_FILE;
    }
  }

  private static String counted(int entries) {
    if (entries == 0) return "the same rules for all units";
    return entries == 1 ? "1 entry for units" : entries + " entries for units";
  }
}
