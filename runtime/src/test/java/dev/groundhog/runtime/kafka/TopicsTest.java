package dev.groundhog.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TopicsTest {

  @Test
  void a_broker_whose_name_cannot_be_resolved_yet_is_waited_for() {
    Settings settings = Settings.of(Map.of("kafka.bootstrap.servers", "nowhere.invalid:9092"));
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      Future<?> waiting = thread.submit(() -> new Topics(settings).ensure(List.of(Topic.ALERTS)));
      assertThatThrownBy(() -> waiting.get(3, TimeUnit.SECONDS))
          .isInstanceOf(TimeoutException.class);
    } finally {
      thread.shutdownNow();
    }
  }
}
