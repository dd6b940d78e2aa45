package dev.groundhog.producer.send;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Tail;
import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.install.UnitNames;
import dev.groundhog.producer.spool.SpoolInUseException;
import dev.groundhog.producer.spool.SpoolWriter;
import dev.groundhog.producer.spool.SpooledEvent;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code groundhog send}: one event from a script, cron or a container's entrypoint. Safe on disk
 * first, as the hook's are; then what waits is published for a limited time, by the agent's own
 * code. Where an agent works on the spool, that part is left to it.
 *
 * <p>Exit code 0 once the event is safe; whether Kafka has it already is said on stderr, and is the
 * exit code's business only with {@code --strict}.
 */
@Command(
    name = "send",
    description = "Sends one event: spooled first, then published within a time limit.",
    footer = {
      "",
      "A container's entrypoint without systemd:",
      "  groundhog send starting chat",
      "  chat-server; status=$?",
      "  groundhog send stopped chat --exit-status $status --log /var/log/chat.log",
      "A note from cron:",
      "  backup 2>&1 | groundhog send note --title \"backup of $(date +%%F)\""
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class SendCommand implements Callable<Integer> {
  /** The command's own words for the event types that it sends. */
  enum Type {
    starting,
    stopped,
    note
  }

  private static final Path CONFIG = Path.of("/etc/groundhog/producer.properties");

  private final Map<String, String> environment;
  private final InputStream stdin;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "starting|stopped|note", description = "what happened")
  private Type type;

  @Parameters(
      index = "1..*",
      paramLabel = "UNIT",
      description = "to what: chat, chat.service; a note may have none")
  private List<String> units = List.of();

  @Option(
      names = "--result",
      paramLabel = "WORD",
      description = "systemd's SERVICE_RESULT; else from --exit-status")
  private @Nullable String result;

  @Option(
      names = "--exit-code",
      paramLabel = "WORD",
      description = "exited, killed or dumped; else from --exit-status")
  private @Nullable String exitCode;

  @Option(
      names = "--exit-status",
      paramLabel = "N|SIGNAL",
      description = "a number, or the signal's name without SIG")
  private @Nullable String exitStatus;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description = "the unit's log file; its end goes along")
  private @Nullable Path log;

  @Option(names = "--lines", paramLabel = "N", description = "of the log, 1 to 64 (default: 22)")
  private int lines = 22;

  @Option(names = "--title", paramLabel = "TEXT", description = "of a note")
  private @Nullable String title;

  @Option(
      names = "--level",
      paramLabel = "WORD",
      description = "of a note: info, warning, critical")
  private @Nullable String level;

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description = "of a note; else standard input is read to its end")
  private @Nullable String text;

  @Option(names = "--label", paramLabel = "K=V", description = "a label of this event; repeatable")
  private Map<String, String> labels = new TreeMap<>();

  @Option(
      names = "--within",
      paramLabel = "TIME",
      description = "limit for publishing, such as 500ms or 5s; 0s only spools (default: 2s)")
  private String within = "2s";

  @Option(
      names = "--train",
      hidden = true,
      description = "also load what only a broker's answer would; for groundhog-warm-up")
  private boolean train;

  @Option(names = "--strict", description = "exit with 1 if Kafka does not have it in time")
  private boolean strict;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "settings (default: /etc/groundhog/producer.properties if it is there)")
  private @Nullable Path config;

  /**
   * @param environment GROUNDHOG_* settings, and what systemd tells a unit's processes
   * @param stdin a note's text, read only if no option has it
   */
  public SendCommand(Map<String, String> environment, InputStream stdin) {
    this.environment = Map.copyOf(environment);
    this.stdin = stdin;
  }

  @Override
  public Integer call() throws IOException {
    Duration limit = limit();
    List<SpooledEvent> events;
    Publishing publishing;
    try {
      publishing = Publishing.of(Settings.load(configFile(), environment));
      events = events(publishing);
    } catch (InvalidSettingException | IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
    SpoolPlace place = SpoolPlace.choose(publishing, environment);
    if (place.refused() != null) return failed("nothing was recorded: " + place.refused());
    int n = 0;
    for (SpooledEvent event : events) {
      SpoolWriter.write(place.dir(), event, token(event, n++));
    }
    if (train) publishing.train();
    return place.mayPublish() && !limit.isZero() ? publish(publishing, limit) : Program.DONE;
  }

  private int publish(Publishing publishing, Duration limit) {
    try {
      Publishing.Outcome outcome = publishing.drain(limit);
      if (outcome.waiting() == 0) return Program.DONE;
      say(
          "%s in the spool for the next run: %s"
              .formatted(
                  outcome.waiting() == 1 ? "1 event waits" : outcome.waiting() + " events wait",
                  outcome.why()));
    } catch (SpoolInUseException e) {
      // An agent, or another send: it publishes what was written. Nothing is wrong.
      if (!strict) return Program.DONE;
      say("spooled; the agent publishes it");
      return Program.DONE;
    } catch (IOException e) {
      say("spooled, but not published: " + Program.lastWords(e));
    }
    return strict ? Program.FAILED : Program.DONE;
  }

  private List<SpooledEvent> events(Publishing publishing) throws IOException {
    EventType what = EventType.valueOf(type.name().toUpperCase(java.util.Locale.ROOT));
    if (what != EventType.NOTE && units.isEmpty()) throw usage("UNIT: expected one, found none");
    if (lines < 1 || lines > Tail.MAX_LINES) {
      throw usage("--lines: expected 1 to 64, found " + lines);
    }
    if (level != null && !List.of("info", "warning", "critical").contains(level)) {
      throw usage("--level: expected info, warning or critical, found \"" + level + '"');
    }
    boolean stopped = what == EventType.STOPPED;
    LogTail tail = stopped && log != null ? LogTail.of(log, lines) : LogTail.none(lines);
    byte[] body = what == EventType.NOTE ? noteText() : new byte[0];
    List<SpooledEvent> events = new ArrayList<>();
    List<@Nullable String> names = new ArrayList<>(UnitNames.of(spec, units));
    if (names.isEmpty()) names.add(null);
    for (String unit : names) {
      Draft draft =
          new Draft(
              what,
              unit,
              // A unit that sends for another must not lend it its own run.
              names.size() == 1 && what != EventType.NOTE ? invocation() : null,
              result,
              exitCode,
              exitStatus,
              title,
              level,
              labels);
      events.add(draft.at(publishing.now(), publishing.host(), tail, body));
    }
    return events;
  }

  private @Nullable String invocation() {
    String found = environment.getOrDefault("INVOCATION_ID", "");
    return found.matches("[0-9a-f]{32}") ? found : null;
  }

  private byte[] noteText() throws IOException {
    if (text != null) return Draft.bytes(text);
    // Endless input must not fill the memory: the end is what is kept.
    byte[] kept = new byte[0];
    byte[] block = new byte[Draft.MAX_TEXT];
    for (int n = stdin.read(block); n >= 0; n = stdin.read(block)) {
      byte[] all = Arrays.copyOf(kept, kept.length + n);
      System.arraycopy(block, 0, all, kept.length, n);
      kept = Arrays.copyOfRange(all, Math.max(0, all.length - 2 * Draft.MAX_TEXT), all.length);
    }
    return kept;
  }

  private static String token(SpooledEvent event, int n) {
    String invocation = event.event().invocation();
    return invocation == null ? "x" + ProcessHandle.current().pid() + "n" + n : invocation;
  }

  private @Nullable Path configFile() {
    return config != null || !Files.isReadable(CONFIG) ? config : CONFIG;
  }

  private Duration limit() {
    return Settings.parseDuration(within)
        .filter(limit -> limit.compareTo(Duration.ofMinutes(5)) <= 0)
        .orElseThrow(
            () -> usage("--within: expected a time from 0s to 5m, found \"" + within + '"'));
  }

  private int failed(String message) {
    say(message);
    return Program.FAILED;
  }

  private void say(String message) {
    PrintWriter err = spec.commandLine().getErr();
    err.println("groundhog send: " + message);
    err.flush();
  }

  private ParameterException usage(String message) {
    String end = message.endsWith(".") ? "" : ".";
    return new ParameterException(spec.commandLine(), message + end + " Nothing was sent.");
  }
}
