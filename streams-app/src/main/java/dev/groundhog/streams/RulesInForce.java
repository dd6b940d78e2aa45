package dev.groundhog.streams;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.CloudEvents;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The rules that this process judges by, read from {@code rules.file} at start, and the control
 * event that tells a later replay so.
 *
 * @param text of the file; empty: the built-in rules
 */
record RulesInForce(String text, Rules rules) {

  static RulesInForce load(Settings settings) {
    Path file = settings.path("rules.file").orElse(null);
    if (file == null) return new RulesInForce("", Rules.BUILT_IN);
    try {
      String text = Files.readString(file);
      return new RulesInForce(text, RulesFile.parse(text));
    } catch (InvalidRulesException e) {
      throw wrong(file + ": " + e.getMessage());
    } catch (IOException e) {
      throw wrong(file + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  private static InvalidSettingException wrong(String found) {
    return new InvalidSettingException(
        "rules.file", "a rules file", found, "Nothing was started; no rules are in force.");
  }

  /** Writes the rules to the control topic, unless they are what stands there last. */
  void announce(Settings settings, Clock clock) throws InterruptedException, ExecutionException {
    if (text.equals(announced(settings))) return;
    ControlEvent event =
        ControlEventBuilder.builder()
            .id("rules")
            .type(ControlType.RULES)
            .at(clock.instant())
            .by("streams-app")
            .rules(text)
            .build();
    ProducerRecord<String, byte[]> record =
        new ProducerRecord<>(Topic.CONTROL.topicName(), event.id(), Wire.CONTROL.encode(event));
    CloudEvents.stamp(
        record.headers(),
        "rules@" + event.at(),
        "dev.groundhog.control.v1",
        "/groundhog/streams-app",
        event.at());
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      producer.send(record).get();
    }
  }

  private static @Nullable String announced(Settings settings) {
    String last = null;
    for (ConsumerRecord<String, byte[]> record :
        TopicReader.readAll(settings, Topic.CONTROL.topicName())) {
      try {
        ControlEvent event = Wire.CONTROL.decode(record.value());
        if (event.type() == ControlType.RULES) last = event.rules() == null ? "" : event.rules();
      } catch (MalformedEventException e) {
        // Somebody else's mistake; it is not the rules.
      }
    }
    return last;
  }
}
