package dev.groundhog.producer.doctor;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.doctor.KafkaSeen.Step;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.runtime.program.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Walks the way to Kafka step by step, as the agent would: names, connections, who the broker is,
 * its own addresses, the topic, a test event.
 *
 * <p>The test event is a {@code note} labelled {@code doctor=true}: about no run of a unit, and not
 * told as other notes are.
 */
final class KafkaProbe {
  private static final int CONNECT_MILLIS = 2000;
  private static final int ANSWER_MILLIS = 3500;
  private static final String TOPIC = Topic.UNIT_EVENTS.topicName();

  private final Publishing publishing;
  private final String servers;
  private final List<Step> done = new CopyOnWriteArrayList<>();
  private volatile long clockMillis;

  KafkaProbe(Publishing publishing) {
    this.publishing = publishing;
    this.servers = String.valueOf(publishing.producerSettings().get("bootstrap.servers"));
  }

  /** What was seen so far: also right if the walk is not over yet. */
  KafkaSeen seen() {
    return KafkaSeen.of(servers, done.toArray(Step[]::new)).withClock(clockMillis);
  }

  /** Ends at the first step that fails. */
  KafkaSeen walk() throws InterruptedException {
    List<String> addresses = List.of(servers.split("\\s*,\\s*"));
    if (!went(names(addresses)) || !went(connections(addresses))) return seen();
    Map<String, Object> client = publishing.producerSettings();
    client.put("request.timeout.ms", Integer.toString(ANSWER_MILLIS - 500));
    client.put("default.api.timeout.ms", Integer.toString(ANSWER_MILLIS));
    client
        .keySet()
        .removeIf(
            k ->
                k.contains("serializer")
                    || k.matches(
                        "acks|enable.idempotence|linger.ms|max.block.ms|delivery.timeout.ms|buffer.memory|max.in.flight.requests.per.connection|compression.type|batch.size"));
    try (Admin admin = Admin.create(client)) {
      Collection<Node> nodes = cluster(admin);
      if (nodes.isEmpty() || !went(advertised(nodes)) || !went(topic(admin))) return seen();
      went(testEvent());
    } catch (KafkaException e) {
      went(Step.failed("settings: " + Program.lastWords(e), "see kafka.* in the settings"));
    }
    return seen();
  }

  private boolean went(Step step) {
    done.add(step);
    return step.went();
  }

  private static Step names(List<String> addresses) {
    List<String> unknown = new ArrayList<>();
    for (String address : addresses) {
      try {
        InetAddress.getAllByName(hostOf(address));
      } catch (UnknownHostException e) {
        unknown.add(hostOf(address));
      }
    }
    return unknown.isEmpty()
        ? Step.ok("kafka.bootstrap.servers=" + String.join(",", addresses) + ": names are known")
        : Step.failed(
            "no address is known for " + Words.some(unknown),
            "getent hosts " + unknown.get(0) + "; kafka.bootstrap.servers in the settings");
  }

  private static Step connections(List<String> addresses) {
    List<String> refused = new ArrayList<>();
    for (String address : addresses) {
      String trouble = connect(hostOf(address), portOf(address));
      if (!trouble.isEmpty()) refused.add(address + " (" + trouble + ")");
      // One that answers is enough; each that does not costs its time.
      else return Step.ok("connects to " + address);
    }
    return Step.failed(
        "no connection to " + Words.some(refused),
        "is the broker up, and does a firewall let this host through? nc -vz "
            + hostOf(addresses.get(0))
            + " "
            + portOf(addresses.get(0)));
  }

  /** Empty if it can be connected to; else why not. */
  private static String connect(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
      return "";
    } catch (IOException | IllegalArgumentException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private Collection<Node> cluster(Admin admin) throws InterruptedException {
    long began = System.nanoTime();
    try {
      Collection<Node> nodes = get(admin.describeCluster().nodes());
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      went(
          Step.ok(
              "answers as Kafka in %d ms: %s%s"
                  .formatted(millis, Words.count(nodes.size(), "broker", "brokers"), security())));
      return nodes;
    } catch (ExecutionException | TimeoutException e) {
      went(Trouble.atTheDoor(e, publishing.producerSettings()));
      return List.of();
    }
  }

  private String security() {
    Object protocol = publishing.producerSettings().get("security.protocol");
    return protocol == null ? "" : ", " + protocol;
  }

  private static Step advertised(Collection<Node> nodes) {
    List<String> away = new ArrayList<>();
    for (Node node : nodes.stream().limit(3).toList()) {
      String trouble = connect(node.host(), node.port());
      if (!trouble.isEmpty()) away.add(node.host() + ":" + node.port() + " (" + trouble + ")");
    }
    return away.isEmpty()
        ? Step.ok("the brokers' own addresses can be reached")
        : Step.failed(
            "the broker gives itself an address that cannot be reached from here: "
                + Words.some(away),
            "advertised.listeners of the broker, or a name server or route on this host");
  }

  private static Step topic(Admin admin) throws InterruptedException {
    try {
      if (!get(admin.listTopics().names()).contains(TOPIC)) {
        return Step.failed(
            TOPIC + " is not there, or this user may not see it",
            "the agent makes it when it starts (topics.create); else see docs/contract.md");
      }
      int partitions =
          requireNonNull(get(admin.describeTopics(List.of(TOPIC)).allTopicNames()).get(TOPIC))
              .partitions()
              .size();
      String partitionsSay = Words.count(partitions, "partition", "partitions");
      Config config = settingsOf(admin);
      if (config == null) {
        return Step.ok(
            "%s has %s; its settings are not shown to this user".formatted(TOPIC, partitionsSay));
      }
      for (String name : Topic.VITAL) {
        String expected = requireNonNull(Topic.UNIT_EVENTS.config().get(name));
        String found = config.get(name) == null ? "nothing" : config.get(name).value();
        if (!expected.equals(found)) return Trouble.wrongTopic(name, expected, found);
      }
      return Step.ok("%s has %s and the right settings".formatted(TOPIC, partitionsSay));
    } catch (ExecutionException | TimeoutException e) {
      return Trouble.atTheTopic(e);
    }
  }

  /** Null where this user may write to the topic and ask nothing about it, which is enough. */
  private static @Nullable Config settingsOf(Admin admin)
      throws InterruptedException, ExecutionException, TimeoutException {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);
    try {
      return get(admin.describeConfigs(List.of(resource)).all()).get(resource);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AuthorizationException) return null;
      throw e;
    }
  }

  private Step testEvent() throws InterruptedException {
    HostTime now = publishing.now();
    UnitEvent event =
        UnitEventBuilder.builder()
            .id("doctor:" + now.boot().substring(0, 8) + ':' + now.wallMillis())
            .type(EventType.NOTE)
            .host(publishing.host())
            .at(Instant.ofEpochMilli(now.wallMillis()))
            .boot(now.boot())
            .title("groundhog doctor")
            .text("A test of the way from this host to Kafka. It means nothing else.")
            .level("info")
            .labels(Map.of(UnitEvent.TEST_LABEL, "true"))
            .build();
    try {
      long began = System.nanoTime();
      RecordMetadata taken = publishing.sendNow(event, Duration.ofMillis(ANSWER_MILLIS));
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      clockMillis = taken.hasTimestamp() ? taken.timestamp() - System.currentTimeMillis() : 0;
      return Step.ok(
          "acknowledged a test event in %d ms (a note, doctor=true; it alerts nobody)"
              .formatted(millis));
    } catch (ExecutionException | TimeoutException e) {
      return Trouble.atTheTopic(e);
    }
  }

  private static <T> T get(KafkaFuture<T> future)
      throws InterruptedException, ExecutionException, TimeoutException {
    return future.get(ANSWER_MILLIS, TimeUnit.MILLISECONDS);
  }

  private static String hostOf(String address) {
    String host = address.substring(0, address.lastIndexOf(':')).replaceFirst("^.*://", "");
    return host.replaceAll("[\\[\\]]", "");
  }

  private static int portOf(String address) {
    return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
  }
}
