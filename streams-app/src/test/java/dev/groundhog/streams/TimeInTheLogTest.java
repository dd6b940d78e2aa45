package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.runtime.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.test.TestRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline takes for now, and how much it keeps, through the real topology. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimeInTheLogTest {
  private static final Duration YEAR = Duration.ofDays(365);

  @TempDir Path state;

  @Test
  void a_host_whose_clock_is_a_year_ahead_disturbs_nobody_and_is_judged_by_the_brokers_clock() {
    for (Long age : new Long[] {50L, null}) {
      List<Alert> without = chat(loop(null, age, false));
      List<Alert> with = loop("web-9", age, true);
      assertThat(chat(with)).as("age %s", age).isEqualTo(without);
      assertThat(without)
          .extracting(Alert::reason)
          .containsSubsequence(Reason.HOST_LOOP, Reason.QUIET);
      assertThat(with)
          .filteredOn(alert -> "ahead.service".equals(alert.unit()))
          .extracting(Alert::reason)
          .containsSubsequence(Reason.HOST_LOOP, Reason.QUIET);
      assertThat(with)
          .allSatisfy(
              alert -> {
                assertThat(alert.at()).isBefore(TestPipeline.at(3600));
                assertThat(alert.lastCrashAt()).isBefore(TestPipeline.at(3600));
              });
    }
  }

  /** A unit that crashes every minute, and one on a host whose clock is wrong, if there is one. */
  private List<Alert> loop(@Nullable String ahead, @Nullable Long age, boolean own) {
    try (TestPipeline pipeline = new TestPipeline(() -> Rules.BUILT_IN, state, 1)) {
      List<Alert> alerts = new ArrayList<>();
      for (int minute = 0; minute < 60; minute++) {
        int second = minute * 60;
        if (minute < 30) pipeline.event(EventType.STOPPED, "web-1", "chat.service", second);
        if (ahead != null && own && minute < 30) {
          UnitEventBuilder event = TestPipeline.of(EventType.STOPPED, ahead, second);
          event.unit("ahead.service").at(TestPipeline.at(second).plus(YEAR)).age(age);
          pipeline.send(event.build(), second);
        }
        for (int tick = 2; tick < 60; tick += 2) pipeline.tick(second + tick);
        alerts.addAll(pipeline.alerts());
      }
      return alerts;
    }
  }

  private static List<Alert> chat(List<Alert> alerts) {
    return alerts.stream().filter(alert -> "chat.service".equals(alert.unit())).toList();
  }

  @Test
  void time_stands_still_while_a_partition_has_no_host_desk() {
    try (TestPipeline pipeline = new TestPipeline(() -> Rules.BUILT_IN, state, 3)) {
      for (int i = 0; i < 3; i++) pipeline.crash("web-1", i);
      assertThat(pipeline.alerts()).hasSize(1);
      pipeline.tick(2000);
      pipeline.signal(new Signal.Progress(1, 3, TestPipeline.at(2000)));
      assertThat(pipeline.alerts()).as("nobody has judged partition 2").isEmpty();
      pipeline.signal(new Signal.Progress(2, 3, TestPipeline.at(300)));
      assertThat(pipeline.alerts()).as("only up to 300 s").isEmpty();
      pipeline.signal(new Signal.Progress(2, 3, TestPipeline.at(2000)));
      assertThat(pipeline.alerts()).extracting(Alert::reason).containsExactly(Reason.QUIET);
    }
  }

  @Test
  void a_tail_is_kept_once_for_each_cause_of_an_incident_and_not_for_each_crash() {
    try (TestPipeline pipeline = new TestPipeline(() -> Rules.BUILT_IN, state, 1)) {
      for (int i = 0; i < 300; i++) {
        String host = "web-" + i % 5;
        String cause = i % 2 == 0 ? "index out of range" : "nil map";
        Tail tail = Tail.of("journal", List.of("marked-line", "panic: " + cause));
        UnitEventBuilder event = TestPipeline.of(EventType.STOPPED, host, i);
        pipeline.send(event.unit("chat.service").tail(tail).build(), i);
        pipeline.tick(i);
      }
      assertThat(pipeline.kept("marked-line", desk -> !desk.startsWith("fleet-"))).isEqualTo(2);
      assertThat(pipeline.kept("marked-line", desk -> desk.startsWith("fleet-")))
          .as("in the newest revision, which the fleet desk keeps")
          .isLessThan(2);
      assertThat(bytes(pipeline.written("groundhog-incident-hosts-changelog")))
          .doesNotContain("marked-line");
      assertThat(pipeline.alerts())
          .filteredOn(alert -> alert.reason() == Reason.COUNT)
          .isNotEmpty()
          .as("with a sample of the first cause alone, for who sees no other revision")
          .allSatisfy(
              alert ->
                  assertThat(alert.causes().stream().filter(cause -> cause.sample() != null))
                      .hasSizeLessThan(2));
    }
  }

  private static String bytes(List<TestRecord<byte[], byte[]>> records) {
    StringBuilder all = new StringBuilder();
    for (TestRecord<byte[], byte[]> record : records) {
      if (record.value() != null) all.append(new String(record.value(), StandardCharsets.UTF_8));
    }
    return all.toString();
  }

  @Test
  void a_dead_instance_is_missed_after_the_time_that_is_set() {
    assertThat(session(Map.of())).isEqualTo(10_000);
    assertThat(session(Map.of("session.ms", "25000"))).isEqualTo(25_000);
  }

  /** As the consumer of a stream thread gets it. */
  private static Object session(Map<String, String> settings) {
    Properties properties = StreamsApp.properties(Settings.of(settings));
    Map<String, Object> consumer =
        new StreamsConfig(properties).getMainConsumerConfigs("groundhog", "client", 0);
    return Integer.parseInt(String.valueOf(consumer.get("session.timeout.ms")));
  }
}
