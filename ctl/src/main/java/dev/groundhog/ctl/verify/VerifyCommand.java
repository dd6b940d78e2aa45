package dev.groundhog.ctl.verify;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.ctl.CtlMain;
import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.Watched;
import dev.groundhog.ctl.replay.Origin;
import dev.groundhog.ctl.replay.RangeOptions;
import dev.groundhog.ctl.terminal.Bar;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl verify}: was what the log says what people were told? */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    exitCodeOnExecutionException = 3,
    description = {
      "Judges the log again and compares that with what was alerted, incident by incident.",
      "Exits with 0 if both agree, with 1 if they do not, with 3 if it could not be found out."
    })
public final class VerifyCommand implements Callable<Integer> {
  @ParentCommand private @Nullable CtlMain parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private RangeOptions range = new RangeOptions();
  @Mixin private Origin origin = new Origin();
  @Mixin private Bar bar = new Bar();

  @Override
  public Integer call() {
    CommandLine line = requireNonNull(spec).commandLine();
    Origin.Opened opened = origin.open(requireNonNull(parent)::settings);
    Source source = new Watched(opened.source(), bar, "verify", line.getErr());
    Verification verification = Verification.of(source, range.range(output.zone(), opened.range()));
    PrintWriter out = line.getOut();
    if (output.isJson()) json(verification, out);
    else text(verification, line, out);
    out.flush();
    return verification.agrees() ? 0 : 1;
  }

  private void text(Verification verification, CommandLine line, PrintWriter out) {
    new VerificationText(line.getColorScheme().ansi(), output.zone())
        .lines(verification)
        .forEach(each -> out.print(each + '\n'));
  }

  private static void json(Verification verification, PrintWriter out) {
    for (Finding finding : verification.findings()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("kind", "finding");
      line.put("verdict", word(finding.verdict()));
      line.put("scope", finding.pair().any().subject().scope());
      line.put("subject", finding.pair().any().subject().name());
      line.put("live", id(finding.pair().one()));
      line.put("replayed", id(finding.pair().other()));
      line.put("lines", finding.lines());
      print(line, out);
    }
    Map<String, Object> end = new LinkedHashMap<>();
    end.put("kind", "verification");
    end.put("agrees", verification.agrees());
    end.put("from", verification.range().from());
    end.put("to", verification.range().to());
    if (verification.stopped() != null) end.put("stopped", verification.stopped());
    end.put("events", verification.events());
    end.put("incidents", verification.findings().size());
    print(end, out);
  }

  private static @Nullable String id(@Nullable Course course) {
    return course == null ? null : course.id();
  }

  private static String word(Enum<?> verdict) {
    return verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static void print(Map<String, Object> line, PrintWriter out) {
    try {
      out.print(Wire.mapper().writeValueAsString(line) + '\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }
}
