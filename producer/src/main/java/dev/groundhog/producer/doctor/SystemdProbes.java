package dev.groundhog.producer.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.install.InEffect;
import dev.groundhog.producer.install.Installed;
import dev.groundhog.producer.install.Systemd;
import dev.groundhog.producer.journal.UnitGlobs;
import dev.groundhog.producer.journal.WatchedUnits;
import dev.groundhog.producer.process.ChildProcess;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks systemd, its journal and the agent. Each question has a deadline. */
final class SystemdProbes {
  private static final Duration ASK = Duration.ofSeconds(4);
  private static final int PAGE_MILLIS = 2000;

  /** The agent's {@code http.port}. */
  private static final int HTTP_PORT = 7071;

  private static final String DROPPED_LINES = "a596d6fe7bfa4994828e72309e95d61e";
  private static final Pattern SUPPRESSED = Pattern.compile("Suppressed \\d+ messages from (\\S+)");
  private static final ObjectMapper JSON = new ObjectMapper();

  private SystemdProbes() {}

  static UnitsSeen units() throws IOException {
    Installed installed = Installed.on(Path.of("/"));
    List<String> named = List.copyOf(installed.byName());
    List<Map<String, String>> shown = Systemd.show(ASK, named, InEffect.PROPERTIES);
    List<InEffect.Warning> warnings = new ArrayList<>();
    for (int i = 0; i < Math.min(named.size(), shown.size()); i++) {
      String wiper = Systemd.wiper(shown.get(i).getOrDefault("DropInPaths", ""));
      InEffect.of(named.get(i), shown.get(i), wiper).ifPresent(warnings::add);
    }
    Set<String> running = installed.every() ? runningAndWatched() : Set.of();
    Set<String> hooked = new TreeSet<>();
    for (Map<String, String> unit : Systemd.show(ASK, running, List.of("Id", "ExecStopPost"))) {
      if (unit.getOrDefault("ExecStopPost", "").contains("groundhog-hook")) {
        hooked.add(unit.getOrDefault("Id", ""));
      }
    }
    boolean asked = !shown.isEmpty() || (named.isEmpty() && !running.isEmpty());
    return new UnitsSeen(
        installed.every(),
        installed.byName(),
        installed.leftOut(),
        installed.missingHooks(),
        warnings,
        running,
        hooked,
        asked);
  }

  private static Set<String> runningAndWatched() {
    WatchedUnits watched = WatchedUnits.ofThisHost(UnitGlobs.none());
    Set<String> running = new TreeSet<>();
    ChildProcess.output(
            ASK,
            List.of(
                "systemctl",
                "list-units",
                "--type=service",
                "--state=running",
                "--plain",
                "--no-legend",
                "--full"))
        .orElse("")
        .lines()
        .map(line -> line.strip().split("\\s+", 2)[0])
        .filter(unit -> !unit.isEmpty() && watched.contains(unit))
        .forEach(running::add);
    return running;
  }

  static AgentSeen agent(Settings settings) {
    List<Map<String, String>> shown =
        Systemd.show(
            ASK,
            List.of("groundhog-agent.service"),
            List.of("ActiveState", "UnitFileState", "NRestarts"));
    Map<String, String> unit = shown.isEmpty() ? Map.of() : shown.get(0);
    String restarts = unit.getOrDefault("NRestarts", "");
    String page = page(settings);
    String active = unit.getOrDefault("ActiveState", "");
    Answer answer = page == null || !active.equals("active") ? new Answer(0, "") : get(page);
    return new AgentSeen(
        active,
        unit.getOrDefault("UnitFileState", ""),
        restarts.matches("[0-9]{1,9}") ? Integer.parseInt(restarts) : 0,
        page,
        answer.status(),
        answer.failing());
  }

  private static @Nullable String page(Settings settings) {
    if (settings.text("http.port", "").equals("off")) return null;
    String host = settings.text("http.host", "127.0.0.1");
    String local = host.equals("0.0.0.0") || host.equals("::") ? "127.0.0.1" : host;
    return "http://" + local + ":" + settings.integer("http.port", HTTP_PORT, 0, 65535) + "/health";
  }

  private record Answer(int status, String failing) {}

  private static Answer get(String address) {
    try {
      HttpURLConnection page = (HttpURLConnection) URI.create(address).toURL().openConnection();
      page.setConnectTimeout(PAGE_MILLIS);
      page.setReadTimeout(PAGE_MILLIS);
      int status = page.getResponseCode();
      try (InputStream body = status < 400 ? page.getInputStream() : page.getErrorStream()) {
        return new Answer(
            status, body == null ? "" : failing(JSON.readTree(body.readNBytes(65536))));
      }
    } catch (IOException | IllegalArgumentException e) {
      return new Answer(0, "");
    }
  }

  /** What the page says is wrong, in one line. */
  private static String failing(JsonNode page) {
    List<String> wrong = new ArrayList<>();
    page.path("checks")
        .properties()
        .forEach(
            check -> {
              if (!check.getValue().path("ok").asBoolean()) {
                wrong.add(check.getKey() + ": " + check.getValue().path("detail").asText());
              }
            });
    return String.join("; ", wrong);
  }

  static JournalSeen journal(Publishing publishing) {
    if (!publishing.usesJournal()) return new JournalSeen(false, false, false, Set.of());
    boolean readable = journalctl("--lines=1").filter(line -> !line.isBlank()).isPresent();
    boolean persistent =
        Files.isDirectory(Path.of("/var/log/journal"))
            && journalctl("--lines=1", "--directory=/var/log/journal")
                .filter(line -> !line.isBlank())
                .isPresent();
    String dropped =
        journalctl("--since=-1h", "--lines=1000", "MESSAGE_ID=" + DROPPED_LINES).orElse("");
    Set<String> suppressed = new TreeSet<>();
    Matcher unit = SUPPRESSED.matcher(dropped);
    WatchedUnits watched = WatchedUnits.ofThisHost(UnitGlobs.none());
    while (unit.find()) {
      if (watched.contains(unit.group(1))) suppressed.add(unit.group(1));
    }
    return new JournalSeen(true, readable, persistent, suppressed);
  }

  private static Optional<String> journalctl(String... what) {
    List<String> command =
        new ArrayList<>(List.of("journalctl", "--quiet", "--no-pager", "--output=cat"));
    command.addAll(List.of(what));
    return ChildProcess.output(Duration.ofSeconds(3), command);
  }

  /** Where the hook is, in the same folder as this program. */
  static Path hook() {
    return Path.of(System.getProperty("groundhog.home", "/usr/lib/groundhog"))
        .resolve("bin/groundhog-hook");
  }
}
