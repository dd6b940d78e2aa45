package dev.groundhog.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class BrokerAddressTest {
  @Test
  void a_name_that_cannot_be_resolved_is_waited_for_like_a_broker_that_is_away() {
    Topics topics = new Topics(at("kafka.invalid:9092"));
    // Ends the wait as soon as there is one.
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> topics.ensure(List.of(Topic.ALERTS)))
        .isInstanceOf(InterruptedException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "web-1:", "web-1:9092,", "web 1:9092", ":9092"})
  void an_address_without_host_and_port_is_a_wrong_setting(String servers) {
    assertThatThrownBy(() -> KafkaSettings.client(at(servers)))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageContaining("kafka.bootstrap.servers")
        .hasMessageContaining('"' + servers + '"');
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1:9092", "a.b-c:1, d:65535", "[::1]:9092", "SSL://k:9093"})
  void every_address_that_kafkas_client_takes_is_taken(String servers) {
    assertThat(KafkaSettings.client(at(servers))).containsEntry("bootstrap.servers", servers);
  }

  private static Settings at(String servers) {
    return Settings.load(null, Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers));
  }
}
