package dev.groundhog.ctl.cause;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.engine.cause.Causes;
import dev.groundhog.engine.cause.Explanation;
import dev.groundhog.events.Tail;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code groundhogctl cause FILE}: the cause that a tail would get. Asks no broker. Exit codes: 0
 * there is one, 1 there is nothing to go by, 2 there is no such file.
 */
@Command(
    name = "cause",
    mixinStandardHelpOptions = true,
    description = {
      "Says what a crash looks like by the last lines of its log, and why: which line decided,",
      "which functions were taken, what was masked. Two crashes with one fingerprint are together."
    })
public final class CauseCommand implements Callable<Integer> {
  private static final int NOTHING = 1;
  private static final int NO_FILE = 2;

  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      defaultValue = "-",
      description = "Log lines as they are; its last 64 count, as in an event. - is stdin.")
  private String file = "-";

  @Option(
      names = "--exit",
      paramLabel = "HOW",
      description = "How the run ended, such as \"exit-code 3\" or \"signal SEGV\".")
  private @Nullable String exit;

  @Option(names = "--json", description = "One JSON object, for programs.")
  private boolean json;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    List<String> lines;
    try (BufferedReader reader = new BufferedReader(open())) {
      lines = last(reader);
    } catch (IOException e) {
      err.println(file + ": cannot be read (" + e + "). Nothing was explained.");
      return NO_FILE;
    }
    Optional<Explanation> explained = Causes.explain(Tail.of("file", lines), exit);
    if (explained.isEmpty()) {
      err.println(file + ": expected log lines, found none, and no --exit: no cause.");
      return NOTHING;
    }
    if (json) out.println(new ObjectMapper().writeValueAsString(explained.get()));
    else out.print(Reasons.of(explained.get()));
    out.flush();
    return 0;
  }

  private Reader open() throws IOException {
    if (file.equals("-")) return new InputStreamReader(System.in, StandardCharsets.UTF_8);
    // A log may hold bytes that are no UTF-8; they are replaced, as an agent does.
    return new InputStreamReader(Files.newInputStream(Path.of(file)), StandardCharsets.UTF_8);
  }

  private static List<String> last(BufferedReader reader) throws IOException {
    ArrayDeque<String> lines = new ArrayDeque<>();
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (lines.size() == Tail.MAX_LINES) lines.removeFirst();
      lines.addLast(line);
    }
    return List.copyOf(lines);
  }
}
