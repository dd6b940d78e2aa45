package dev.groundhog.streams;

import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.program.Program;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** {@code groundhog-streams}: the engine as a program. */
public final class StreamsMain {
  private static final int DEFAULT_PORT = 7072;

  private static final String USAGE =
      """
      groundhog-streams [--config FILE]

      Correlates unit events into incidents and writes alerts. Runs until SIGTERM.
      SIGHUP: rules.file is read again; a change is noticed without it too, within seconds.
      Settings are read from FILE and from GROUNDHOG_* variables, which win:
        kafka.bootstrap.servers  127.0.0.1:9092   and every other kafka.* client setting
        rules.file               none             thresholds; without it the built-in rules hold
        state.dir                /var/lib/groundhog/streams
        streams.threads          2
        http.host, http.port     127.0.0.1, 7072  /health and /metrics; port "off" for none
      """;

  private StreamsMain() {}

  public static void main(String[] args) {
    System.exit(
        new Program("groundhog-streams", USAGE, System.out, System.err)
            .run(
                List.of(args),
                System.getenv(),
                settings -> {
                  Health health = new Health();
                  PrometheusMeterRegistry metrics = StatusPage.newRegistry();
                  StatusPage page = StatusPage.start(settings, DEFAULT_PORT, health, metrics);
                  StreamsApp app = StreamsApp.start(settings, health, metrics);
                  Hangup.on(app::reloadRules);
                  return page.closedAfter(app);
                }));
  }
}
