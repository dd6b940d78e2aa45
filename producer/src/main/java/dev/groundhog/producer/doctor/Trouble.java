package dev.groundhog.producer.doctor;

import dev.groundhog.events.Topic;
import dev.groundhog.producer.doctor.KafkaSeen.Step;
import dev.groundhog.runtime.program.Program;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.SslAuthenticationException;

/** What Kafka's refusals mean for the person who set it up. Pure. */
final class Trouble {
  private static final String TOPIC = Topic.UNIT_EVENTS.topicName();

  private Trouble() {}

  /** It connects, but does not get as far as talking. */
  static Step atTheDoor(Exception why, Map<String, Object> settings) {
    Throwable cause = causeOf(why);
    String says = words(cause);
    if (cause instanceof SslAuthenticationException) {
      return Step.failed(
          "TLS: " + says,
          "kafka.ssl.truststore.*, and whether the certificate has the broker's name");
    }
    if (cause instanceof AuthenticationException) {
      return Step.failed(
          "login refused: " + says, "kafka.sasl.mechanism and kafka.sasl.jaas.config");
    }
    // It dies of the memory that it wants for what it takes for a length: a TLS alert is 350 MB.
    if (says.contains("thread has exited")) says = "it speaks TLS, HTTP or something else";
    Object protocol = settings.getOrDefault("security.protocol", "PLAINTEXT");
    return Step.failed(
        "connects, but does not answer as Kafka (" + says + ")",
        "is it Kafka's port, and does the listener speak kafka.security.protocol="
            + protocol
            + "?");
  }

  /** It talks, but does not take what is wanted. */
  static Step atTheTopic(Exception why) {
    Throwable cause = causeOf(why);
    if (cause instanceof ClusterAuthorizationException) {
      return Step.failed(
          "this user may not write idempotently",
          "kafka-acls.sh --add --allow-principal User:NAME --operation IdempotentWrite --cluster");
    }
    if (cause instanceof AuthorizationException) {
      return Step.failed(
          "this user may not use " + TOPIC,
          "kafka-acls.sh --add --allow-principal User:NAME --operation Write --operation Describe"
              + " --operation DescribeConfigs --topic "
              + TOPIC);
    }
    if (cause instanceof NotEnoughReplicasException) {
      return Step.failed(
          "too few in-sync replicas", "bring the other brokers up, or look at min.insync.replicas");
    }
    return Step.failed(
        TOPIC + ": not acknowledged (" + words(cause) + ")",
        "kafka-topics.sh --describe --topic " + TOPIC + ": has each partition a leader?");
  }

  static Step wrongTopic(String name, String expected, String found) {
    return Step.failed(
        "%s: %s: expected %s, found %s".formatted(TOPIC, name, expected, found),
        "kafka-configs.sh --alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(TOPIC, name, expected));
  }

  private static Throwable causeOf(Exception why) {
    Throwable cause = why.getCause();
    return why instanceof ExecutionException && cause != null ? cause : why;
  }

  private static String words(Throwable cause) {
    String kind = cause.getClass().getSimpleName().replace("Exception", "");
    String last = Program.lastWords(cause);
    return last.contains(".Exception") || last.length() > 160 ? kind : kind + ": " + last;
  }
}
