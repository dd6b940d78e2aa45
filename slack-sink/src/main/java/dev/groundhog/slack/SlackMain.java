package dev.groundhog.slack;

import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.health.StatusPage;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The program {@code groundhog-slack}. */
public final class SlackMain {
  private static final int DEFAULT_PORT = 7073;

  private static final String USAGE =
      """
      usage: groundhog-slack [--config FILE]

      Tells Slack about incidents: one message each, edited in place. Settings come from the
      file and from GROUNDHOG_* variables, which win:

        kafka.bootstrap.servers  where Kafka is (127.0.0.1:9092)
        slack.token              bot token; with slack.channel: messages, edits, threads
        slack.channel            where to post, such as #alerts
        slack.fallback.channel   where to post what Slack refuses there (nowhere)
        slack.webhook.url        instead of a token: new messages only
                                 (neither: incidents are printed here)
        slack.edit.every         edit a message for figures at most so often (45s)
        slack.broadcast          replies to show in the channel: never, critical, always (never)
        slack.mention.critical   whom critical incidents page: here, channel, S… or U… (nobody)
        http.port                /health and /metrics (7073; off for none)

      Secrets can also come from slack.token.file, slack.webhook.url.file or systemd credentials.
      """;

  private SlackMain() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    Program program = new Program("groundhog-slack", USAGE, out, err);
    System.exit(program.run(List.of(args), System.getenv(), settings -> start(settings, out)));
  }

  private static Program.Running start(Settings settings, PrintStream out)
      throws InterruptedException {
    Health health = new Health();
    PrometheusMeterRegistry metrics = StatusPage.newRegistry();
    StatusPage page = StatusPage.start(settings, DEFAULT_PORT, health, metrics);
    try {
      return new WithPage(SlackSink.start(settings, health, metrics, out), page);
    } catch (InterruptedException | RuntimeException e) {
      page.close();
      throw e;
    }
  }

  private record WithPage(Program.Running sink, StatusPage page) implements Program.Running {
    @Override
    public void await() throws InterruptedException {
      sink.await();
    }

    @Override
    public void close() {
      sink.close();
      page.close();
    }
  }
}
