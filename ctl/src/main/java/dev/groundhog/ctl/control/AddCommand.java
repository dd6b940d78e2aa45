package dev.groundhog.ctl.control;

import static java.util.Objects.requireNonNull;

import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Silence;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code groundhogctl silence add}: people need not be told of this for a while. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Holds back telling of what matches all the options that are given, at least one of --unit,",
      "--host, --label and --scope. It goes on being counted, and is told afterwards if it still",
      "stands. In globs * is any text and ? one character."
    })
final class AddCommand implements Callable<Integer> {
  @ParentCommand private @Nullable SilenceCommand parent;
  @CommandLine.Spec private CommandLine.Model.@Nullable CommandSpec spec;
  @Mixin private Output output = new Output();
  @Mixin private Speech speech = new Speech();

  @Option(names = "--unit", paramLabel = "GLOB", description = "Such as chat or 'worker@*'.")
  private @Nullable String unit;

  @Option(names = "--host", paramLabel = "GLOB", description = "Such as web-1 or 'web-*'.")
  private @Nullable String host;

  @Option(
      names = "--label",
      paramLabel = "K=V",
      description = "A label that all crashes carry; repeatable.")
  private Map<String, String> labels = new TreeMap<>();

  @Option(
      names = "--scope",
      paramLabel = "SCOPE",
      converter = ScopeConverter.class,
      description = "Only incidents of a unit, of a host or of a cause.")
  private @Nullable Scope scope;

  @Option(names = "--for", paramLabel = "TIME", description = "How long: 30m, 2h, 1d.")
  private @Nullable String length;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "Or until when: 2026-11-22T13:00:00Z, or a local time 2026-11-22T13:00.")
  private @Nullable String until;

  @Option(names = "--from", paramLabel = "TIME", description = "Since when; default: now.")
  private @Nullable String from;

  @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why.")
  private String reason = "";

  @Override
  public Integer call() throws InterruptedException {
    CommandLine line = requireNonNull(spec).commandLine();
    Instant now = Output.now();
    ControlEvent event =
        speech
            .event(ControlType.SILENCE, "--reason", reason, now)
            .id("s-" + UUID.randomUUID().toString().substring(0, 8))
            .silence(silence(now))
            .build();
    requireNonNull(parent).log().write(event);
    String state = Wording.state(requireNonNull(event.silence()), now);
    Answer.print(
        line.getOut(),
        output,
        "silence",
        state,
        event,
        Wording.sentence(event, now, output.zone()));
    String hint = Wording.hint(unit);
    if (hint != null) line.getErr().println(hint);
    return 0;
  }

  private Silence silence(Instant now) {
    if (unit == null && host == null && labels.isEmpty() && scope == null) {
      throw new InvalidSettingException(
          "--unit, --host, --label, --scope", "at least one", "none", "Nothing was written.");
    }
    Span span = Span.of(from, length, until, output.zone(), now);
    try {
      return new Silence(unit, host, labels, scope, span.from(), span.until());
    } catch (IllegalArgumentException e) {
      throw new CommandLine.ParameterException(
          requireNonNull(spec).commandLine(), e.getMessage() + ". Nothing was written.");
    }
  }

  /** The contract's words. */
  static final class ScopeConverter implements CommandLine.ITypeConverter<Scope> {
    @Override
    public Scope convert(String word) {
      return switch (word) {
        case "unit" -> Scope.UNIT;
        case "host" -> Scope.HOST;
        case "cause" -> Scope.CAUSE;
        default ->
            throw new CommandLine.TypeConversionException(
                "expected unit, host or cause, found \"" + word + "\"");
      };
    }
  }
}
