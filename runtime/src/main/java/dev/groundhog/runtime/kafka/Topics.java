package dev.groundhog.runtime.kafka;

import static java.util.Objects.requireNonNull;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the topics are there and are what {@link Topic} says, before anything is written
 * to them: a broker that creates topics by itself would give them one partition and the writers'
 * clocks.
 *
 * <p>A broker that is away is waited for, however long; that is said once when it begins and once
 * when it ends. A topic with a wrong vital setting is refused with the command that mends it.
 */
public final class Topics {
  private static final Logger log = LoggerFactory.getLogger(Topics.class);
  private static final Duration PAUSE = Duration.ofSeconds(1);
  private static final String NO_NAME = "its name cannot be resolved";

  private final Settings settings;
  private final boolean create;

  public Topics(Settings settings) {
    this.settings = settings;
    this.create = settings.flag("topics.create", true);
  }

  /**
   * Waits for the broker, creates what is missing (unless {@code topics.create=false}: then it
   * waits for somebody to create it), checks what is there.
   *
   * @return how many partitions each topic has
   * @throws WrongTopicException if a topic is not what Groundhog needs
   */
  public Map<Topic, Integer> ensure(Collection<Topic> topics) throws InterruptedException {
    Map<String, Object> client = client();
    Map<Topic, Integer> partitions = new EnumMap<>(Topic.class);
    String lastTrouble = "";
    Admin admin = null;
    try {
      while (true) {
        if (admin == null) admin = connect(client);
        Optional<String> trouble =
            admin == null ? Optional.of(NO_NAME) : attempt(admin, topics, partitions);
        if (trouble.isEmpty()) {
          if (!lastTrouble.isEmpty()) log.info("Kafka is there; going on");
          return partitions;
        }
        if (!trouble.get().equals(lastTrouble)) {
          log.warn("waiting for Kafka at {}: {}", client.get("bootstrap.servers"), trouble.get());
        }
        lastTrouble = trouble.get();
        if (admin != null) admin.close(Duration.ZERO);
        // A new one each time: the client's thread ends for good if it runs out of memory, as it
        // does where something answers that is no broker, and then says no more than "timeout".
        admin = null;
        pause();
      }
    } finally {
      if (admin != null) admin.close();
    }
  }

  /**
   * One look, for a person who waits for the answer: at most about 5 s. Creates nothing.
   *
   * @return what is in the way; empty: the topics are there
   * @throws WrongTopicException if a topic is not what Groundhog needs
   */
  public static Optional<String> look(Settings settings, Collection<Topic> topics)
      throws InterruptedException {
    Topics eyes = new Topics(settings.with(Map.of("topics.create", "false")));
    Admin admin = connect(eyes.client());
    if (admin == null) return Optional.of(NO_NAME);
    try {
      return eyes.attempt(admin, topics, new EnumMap<>(Topic.class))
          .map(trouble -> trouble.equals("Timeout") ? "no answer within 5 s" : trouble);
    } finally {
      admin.close(Duration.ZERO);
    }
  }

  private Map<String, Object> client() {
    Map<String, Object> client = KafkaSettings.client(settings);
    client.put("default.api.timeout.ms", "5000");
    client.put("request.timeout.ms", "4000");
    return client;
  }

  /**
   * Null while no broker's name can be resolved: name servers are away as networks are, and come up
   * later than this program when a host boots. The client itself takes that for a wrong setting.
   */
  private static @Nullable Admin connect(Map<String, Object> client) {
    try {
      return Admin.create(client);
    } catch (KafkaException e) {
      Throwable cause = e.getCause() instanceof ConfigException config ? config : e;
      if (String.valueOf(cause.getMessage()).startsWith("No resolvable bootstrap")) return null;
      throw e;
    }
  }

  /** One try; says what is in the way, if that may pass by itself. */
  private Optional<String> attempt(
      Admin admin, Collection<Topic> topics, Map<Topic, Integer> partitions)
      throws InterruptedException {
    try {
      Set<String> there = admin.listTopics().names().get();
      List<Topic> missing = topics.stream().filter(t -> !there.contains(t.topicName())).toList();
      if (!missing.isEmpty() && !create) return Optional.of("missing topics " + names(missing));
      if (!missing.isEmpty()) create(admin, missing);
      check(admin, topics, partitions);
      return Optional.empty();
    } catch (ExecutionException e) {
      // Retriable covers time-outs, a leader that is being elected and a topic just created.
      return Optional.of(
          e.getCause() instanceof RetriableException ? brief(e) : "refused: " + brief(e));
    }
  }

  private static String brief(ExecutionException e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    if (String.valueOf(cause.getMessage()).contains("thread has exited")) {
      return "what answers there does not speak Kafka's protocol; is it another program's port, or"
          + " is TLS wanted (kafka.security.protocol)?";
    }
    return cause.getClass().getSimpleName().replace("Exception", "");
  }

  private void create(Admin admin, List<Topic> missing)
      throws InterruptedException, ExecutionException {
    int replication = settings.integer("topics.replication", -1, -1, 100);
    int eventPartitions =
        settings.integer("topics.events.partitions", Topic.UNIT_EVENTS.partitions(), 1, 1000);
    List<NewTopic> wanted =
        missing.stream()
            .map(
                topic ->
                    new NewTopic(
                            topic.topicName(),
                            topic.needsOneOrder() ? 1 : eventPartitions,
                            (short) replication)
                        .configs(topic.config()))
            .toList();
    try {
      admin.createTopics(wanted).all().get();
      log.info("created {}", names(missing));
    } catch (ExecutionException e) {
      // Another program was a moment faster: what it made is checked like any other.
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
  }

  private void check(Admin admin, Collection<Topic> topics, Map<Topic, Integer> found)
      throws InterruptedException, ExecutionException {
    Map<String, TopicDescription> described =
        admin.describeTopics(topics.stream().map(Topic::topicName).toList()).allTopicNames().get();
    Map<ConfigResource, Config> configs = configs(admin, topics);
    for (Topic topic : topics) {
      int partitions = requireNonNull(described.get(topic.topicName())).partitions().size();
      found.put(topic, partitions);
      if (topic.needsOneOrder() && partitions != 1) {
        throw new WrongTopicException(
            "%s: expected 1 partition, found %d. Delete it (kafka-topics.sh --bootstrap-server %s --delete --topic %s) and start again."
                .formatted(topic.topicName(), partitions, bootstrap(), topic.topicName()));
      }
      Config config = configs.get(resource(topic));
      if (config == null) continue;
      for (String vital : Topic.VITAL) checkVital(topic, vital, config);
    }
  }

  /** None where this client may not ask: many hosts may write to a topic and nothing else. */
  private static Map<ConfigResource, Config> configs(Admin admin, Collection<Topic> topics)
      throws InterruptedException, ExecutionException {
    try {
      return admin.describeConfigs(topics.stream().map(Topics::resource).toList()).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof AuthorizationException)) throw e;
      log.warn("{}: not allowed to see the settings, so they are not checked", names(topics));
      return Map.of();
    }
  }

  private void checkVital(Topic topic, String name, Config config) {
    String expected = requireNonNull(topic.config().get(name));
    // Not every broker that speaks Kafka's protocol reports every setting.
    ConfigEntry entry = config.get(name);
    String found = entry == null || entry.value() == null ? "nothing" : entry.value();
    // One that only compacts grows, but loses nothing.
    if (found.equals(expected) || (expected.contains("compact") && found.contains("compact"))) {
      return;
    }
    throw new WrongTopicException(
        "%s: %s: expected %s, found %s. Mend it with: kafka-configs.sh --bootstrap-server %s --alter --entity-type topics --entity-name %s --add-config %s=%s"
            .formatted(
                topic.topicName(),
                name,
                expected,
                found,
                bootstrap(),
                topic.topicName(),
                name,
                expected.contains(",") ? '[' + expected + ']' : expected));
  }

  private static ConfigResource resource(Topic topic) {
    return new ConfigResource(ConfigResource.Type.TOPIC, topic.topicName());
  }

  private Object bootstrap() {
    return requireNonNull(KafkaSettings.client(settings).get("bootstrap.servers"));
  }

  private static String names(Collection<Topic> topics) {
    return topics.stream().map(Topic::topicName).collect(Collectors.joining(", "));
  }

  /** A wait that a stop ends at once; nobody counts the latch down. */
  @SuppressWarnings("ReturnValueIgnored")
  private static void pause() throws InterruptedException {
    new CountDownLatch(1).await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
  }
}
