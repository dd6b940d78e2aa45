package dev.groundhog.producer.doctor;

import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.install.Systemd;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code groundhog doctor}: tests every link, says what to do. Exit code 0 if none is broken. */
@Command(
    name = "doctor",
    description = {
      "Tests each link from systemd to Kafka and says how to mend what is wrong.",
      "Ends within 15 seconds. Exit code: 0 nothing is broken, 1 something is, 2 bad usage."
    },
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init") // picocli fills the fields
public final class DoctorCommand implements Callable<Integer> {
  private static final Path CONFIG = Path.of("/etc/groundhog/producer.properties");
  private static final Duration WITHIN = Duration.ofSeconds(14);
  private static final String SETTINGS = "settings";

  private final Map<String, String> environment;

  @Spec private CommandSpec spec;

  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "the agent's settings (default: /etc/groundhog/producer.properties)")
  private @Nullable Path config;

  @Option(names = "--json", description = "for programs")
  private boolean json;

  /**
   * @param environment GROUNDHOG_* settings, which win over the file
   */
  public DoctorCommand(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  @Override
  public Integer call() throws InterruptedException {
    List<Finding> findings = new ArrayList<>();
    String host = "this host";
    try {
      Settings settings = Settings.load(configFile(), environment);
      Publishing publishing = Publishing.of(settings);
      host = publishing.host();
      Examination examination = examination(settings, publishing);
      findings.add(settings(settings));
      findings.addAll(examination.findings());
    } catch (InvalidSettingException e) {
      findings.add(
          Finding.fail(SETTINGS, String.valueOf(e.getMessage()), "edit " + nameOfConfig()));
    }
    PrintWriter out = spec.commandLine().getOut();
    boolean colours = spec.commandLine().getColorScheme().ansi().enabled();
    if (json) out.println(Report.json(host, findings));
    else Report.lines(host, findings, colours, arrow()).forEach(out::println);
    out.flush();
    return Report.isHealthy(findings) ? Program.DONE : Program.FAILED;
  }

  private static Examination examination(Settings settings, Publishing publishing) {
    Examination examination = new Examination(WITHIN);
    Path run = settings.path("run.dir").orElse(Path.of("/run/groundhog"));
    Path spool = publishing.spool();
    examination.add("systemd", () -> LocalProbes.host(publishing).findings());
    examination.add("hook", () -> LocalProbes.hook(SystemdProbes.hook(), spool).findings());
    if (Systemd.isHere()) examination.add("units", () -> SystemdProbes.units().findings());
    examination.add(
        "spool", () -> LocalProbes.spool(spool, run, publishing.now().wallMillis()).findings());
    if (Systemd.isHere()) {
      examination.add("journal", () -> SystemdProbes.journal(publishing).findings());
      examination.add("agent", () -> SystemdProbes.agent(settings).findings());
    }
    KafkaProbe kafka = new KafkaProbe(publishing);
    examination.add("Kafka", () -> kafka.walk().findings(), () -> kafka.seen().findings());
    return examination;
  }

  private Finding settings(Settings settings) {
    List<String> mistyped = new ArrayList<>();
    for (String name : settings.unknown()) {
      if (!KnownSettings.AGENTS.stream().anyMatch(name::startsWith)) mistyped.add(name);
    }
    String from =
        configFile() == null
            ? "no file; variables GROUNDHOG_* and defaults hold"
            : nameOfConfig() + " is read";
    return mistyped.isEmpty()
        ? Finding.ok(SETTINGS, from)
        : Finding.warn(
            SETTINGS, from + ", but knows no " + Words.some(mistyped), "edit " + nameOfConfig());
  }

  /** The terminal's own characters: in the language C it has few. */
  private static String arrow() {
    Charset charset =
        Charset.forName(System.getProperty("stdout.encoding", Charset.defaultCharset().name()));
    return charset.newEncoder().canEncode('→') ? "→" : "->";
  }

  private @Nullable Path configFile() {
    return config != null || !Files.isReadable(CONFIG) ? config : CONFIG;
  }

  private String nameOfConfig() {
    return String.valueOf(config == null ? CONFIG : config);
  }
}
