package dev.groundhog.slack;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.program.Program;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.slack.sink.KafkaSink;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.PrintStream;
import java.util.List;

/** Starts the sink, by itself or inside another program. */
public final class SlackSink {
  private static final List<Topic> USED =
      List.of(
          Topic.UNIT_EVENTS, Topic.INCIDENTS, Topic.CONTROL, Topic.DELIVERIES, Topic.DEAD_LETTERS);

  private SlackSink() {}

  /**
   * Checks the settings, waits for Kafka however long that takes, and starts telling.
   *
   * @param console where to print incidents when no Slack is configured
   * @throws dev.groundhog.runtime.settings.InvalidSettingException before anything is started
   */
  public static Program.Running start(
      Settings settings, Health health, PrometheusMeterRegistry metrics, PrintStream console)
      throws InterruptedException {
    SinkSettings slack = SinkSettings.from(settings);
    health.failing("kafka", "waiting for it");
    new Topics(settings).ensure(USED);
    return KafkaSink.start(
        settings,
        slack.destination(console),
        slack.pace(),
        slack.pages(),
        slack.patience(),
        slack.daily(),
        slack.where(),
        health,
        metrics);
  }
}
