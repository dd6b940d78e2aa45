package dev.groundhog.standalone;

import dev.groundhog.runtime.program.Program;
import java.util.List;
import java.util.Map;

/** {@code groundhog-standalone}: broker, streams-app and sink in one process, for one machine. */
public final class StandaloneMain {
  private static final String USAGE =
      """
      groundhog-standalone --port P --data DIR [--config FILE]

      Runs all of Groundhog in one process: a Kafka broker on 127.0.0.1:P with its log under DIR,
      the correlation, and the Slack sink. Prints "groundhog ready: bootstrap.servers=127.0.0.1:P"
      when all of it works; ends cleanly on SIGTERM; goes on where it was on the same DIR.

        --port P       port of the broker (default 9092; 0: any free one)
        --data DIR     where everything is kept; made when missing
        --config FILE  properties; GROUNDHOG_* variables win: slack.token is GROUNDHOG_SLACK_TOKEN

      Settings of its own (besides those of groundhog-streams and groundhog-slack):
        http.port=7074  /health and /metrics on 127.0.0.1; off: none

      Exit codes: 0 after SIGTERM or SIGINT, 1 failed, 2 bad usage.
      """;

  private StandaloneMain() {}

  public static void main(String[] args) {
    Program program =
        new Program(
            "groundhog-standalone",
            USAGE,
            System.out,
            System.err,
            Map.of("--port", "standalone.port", "--data", "standalone.data"));
    System.exit(
        program.run(
            List.of(args), System.getenv(), settings -> Standalone.start(settings, System.out)));
  }
}
