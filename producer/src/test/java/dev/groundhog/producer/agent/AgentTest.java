package dev.groundhog.producer.agent;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.Wire;
import dev.groundhog.producer.journal.UnitGlobs;
import dev.groundhog.producer.labels.Labels;
import dev.groundhog.producer.redact.Redactor;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.runtime.health.Health;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's loop, turned by hand, on a real spool and Kafka's own stand-in for a producer. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AgentTest {
  private static final String BOOT = "cbdead9105a14b1da58e7b95001bda71";
  private static final long NINE = 1_767_258_000_000L;

  @TempDir Path temp;
  private Path dir;
  private Spool spool;
  private Agent agent;
  private long uptime = 100_000;
  private boolean closingIsInterrupted;
  private int beats;
  private final LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();
  private final FakeJournal journal = new FakeJournal();
  private final Health health = new Health();
  private final List<MockProducer<String, byte[]>> clients = new ArrayList<>();

  @BeforeEach
  void start() throws IOException {
    dir = temp.resolve("spool");
    spool = Spool.open(dir, temp.resolve("run"));
    agent = agent(inbox);
    inbox.add(new Signal.TopicReady());
  }

  private Agent agent(LinkedBlockingQueue<Signal> inbox) {
    var settings =
        new AgentSettings(
            dir,
            temp.resolve("run"),
            "web-1",
            Duration.ofMinutes(1),
            true,
            UnitGlobs.none(),
            Map.of("env", "prod"));
    return new Agent(
        settings,
        spool,
        journal,
        () -> new HostTime(BOOT, uptime, NINE + uptime),
        new Client(this::newClient, inbox),
        inbox,
        new Completion(
            journal,
            Labels.ofThisHost(),
            settings.labels(),
            new Redactor(Map.of()),
            journal::pause,
            (event, captured, state) -> {}),
        new AgentFigures(health, new SimpleMeterRegistry()),
        () -> beats++);
  }

  @AfterEach
  void close() {
    spool.close();
  }

  @Test
  void events_are_sent_in_order_with_the_host_as_key_and_deleted_only_when_acknowledged()
      throws Exception {
    acknowledgeOneAlive();
    Path stopped = spooled(99_500, 1, "stopped");
    Path started = spooled(99_000, 1, "starting");
    spoolSeen();
    agent.round();

    assertThat(sentTypes()).containsExactly(EventType.ALIVE, EventType.STARTING, EventType.STOPPED);
    assertThat(client().history()).extracting(ProducerRecord::key).containsOnly("web-1");
    assertThat(started).exists();
    assertThat(stopped).exists();

    client().completeNext();
    agent.round();

    assertThat(started).doesNotExist();
    assertThat(stopped).exists();
  }

  @Test
  void an_event_on_its_way_is_not_sent_again() throws Exception {
    spooled(99_000, 1, "starting");
    agent.round();
    later(Agent.LOOK_EVERY);
    agent.round();

    assertThat(sentTypes()).containsExactly(EventType.STARTING);
  }

  @Test
  void the_age_is_stamped_anew_for_each_attempt() throws Exception {
    spooled(99_000, 1, "starting");
    agent.round();
    assertThat(sent().get(0).age()).isEqualTo(1_000);

    client().errorNext(new TimeoutException("no broker"));
    agent.round();
    later(Duration.ofSeconds(60));
    agent.round();

    assertThat(sent().get(0).age()).isEqualTo(61_000);
  }

  @Test
  void after_a_refusal_everything_is_sent_again_in_order_by_a_new_client() throws Exception {
    acknowledgeOneAlive();
    for (int i = 0; i < 5; i++) spooled(99_000 + i * 100, i, "starting");
    spoolSeen();
    agent.round();
    assertThat(sent()).hasSize(6);
    MockProducer<String, byte[]> first = client();

    first.errorNext(new TimeoutException("no broker"));
    agent.round();
    assertThat(first.closed()).isTrue();
    assertThat(health.isOk()).isFalse();

    later(Duration.ofSeconds(1));
    agent.round();
    assertThat(sent()).extracting(UnitEvent::invocation).containsExactly("%032x".formatted(0));
    client().completeNext();
    agent.round();
    assertThat(sent())
        .filteredOn(e -> e.type() == EventType.STARTING)
        .extracting(UnitEvent::invocation)
        .containsExactly(
            "%032x".formatted(0),
            "%032x".formatted(1),
            "%032x".formatted(2),
            "%032x".formatted(3),
            "%032x".formatted(4));
  }

  @Test
  void while_the_broker_is_away_it_is_asked_ever_more_rarely_and_nothing_is_lost()
      throws Exception {
    Path file = spooled(99_000, 1, "starting");
    for (int second = 0; second < 3_600; second++) {
      agent.round();
      if (!clients.isEmpty() && !client().closed() && !client().history().isEmpty()) {
        client().errorNext(new TimeoutException("no broker"));
      }
      agent.round();
      later(Duration.ofSeconds(1));
    }

    assertThat(file).exists();
    assertThat(clients.size()).isBetween(300, 380);
  }

  @Test
  void an_answer_of_a_client_that_was_given_up_deletes_nothing() throws Exception {
    acknowledgeOneAlive();
    Path file = spooled(99_000, 1, "starting");
    Path second = spooled(99_100, 2, "starting");
    spoolSeen();
    agent.round();
    MockProducer<String, byte[]> first = client();
    first.errorNext(new TimeoutException("no broker"));
    first.completeNext();
    agent.round();

    assertThat(file).exists();
    assertThat(second).exists();
  }

  @Test
  void an_event_too_large_for_the_topic_is_sent_without_its_tail() throws Exception {
    journal.output("x".repeat(100)).manager("d9b373ed55a64feb8242e02dbe79a49c");
    Path file = spooled(99_000, 1, "stopped");
    agent.round();
    assertThat(sent().get(0).tail()).isNotNull();

    client().errorNext(new RecordTooLargeException("too large"));
    agent.round();

    assertThat(sent()).hasSize(2);
    assertThat(sent().get(1).id()).isEqualTo(sent().get(0).id());
    assertThat(sent().get(1).tail()).isNull();
    client().completeNext();
    agent.round();
    assertThat(file).doesNotExist();
  }

  @Test
  void an_event_that_no_broker_takes_is_put_aside_and_holds_up_nobody() throws Exception {
    spooled(99_000, 1, "starting");
    Path next = spooled(99_100, 2, "starting");
    agent.round();
    client().errorNext(new InvalidRecordException("never"));
    agent.round();

    assertThat(spool.badFiles()).isEqualTo(1);
    client().completeNext();
    agent.round();
    assertThat(next).doesNotExist();
  }

  @Test
  void a_file_that_is_no_event_holds_up_nobody() throws Exception {
    Files.write(dir.resolve("cbdead91-00000000000001-1767258000000-x1-stopped"), new byte[512]);
    spooled(99_000, 1, "starting");

    agent.round();

    assertThat(sentTypes()).containsExactly(EventType.STARTING);
    assertThat(spool.badFiles()).isEqualTo(1);
  }

  @Test
  void a_file_that_cannot_even_be_put_aside_holds_up_nobody() throws Exception {
    acknowledgeOneAlive();
    Path bad = Files.createFile(dir.resolve("bad"));
    Path broken = dir.resolve("cbdead91-00000000000001-1767258000000-x1-stopped");
    Files.write(broken, new byte[512]);
    spooled(99_000, 1, "starting");

    spoolSeen();
    agent.round();

    assertThat(sentTypes()).containsExactly(EventType.ALIVE, EventType.STARTING);
    assertThat(broken).exists();
    assertThat(health.isOk()).isFalse();

    Files.delete(bad);
    spoolSeen();
    agent.round();

    assertThat(broken).doesNotExist();
    assertThat(spool.badFiles()).isEqualTo(1);
  }

  @Test
  void nothing_is_sent_before_the_topic_was_seen_and_nothing_is_lost_meanwhile() throws Exception {
    Path event = spooled(99_000, 1, "starting");
    Agent early = agent(new LinkedBlockingQueue<>());

    early.round();

    assertThat(clients).isEmpty();
    assertThat(event).exists();
  }

  @Test
  void each_event_and_each_round_is_a_sign_that_the_loop_does_not_hang() throws Exception {
    acknowledgeOneAlive();
    int idle = beats;
    spooled(99_000, 1, "starting");
    spooled(99_500, 1, "stopped");
    spoolSeen();
    agent.round();

    assertThat(idle).isPositive();
    assertThat(beats - idle).isEqualTo(3);
  }

  @Test
  void a_sent_event_that_cannot_be_deleted_is_not_sent_again_and_holds_up_nobody()
      throws Exception {
    Path stuck = spooled(99_000, 1, "starting");
    agent.round();
    // A folder that is not empty in the file's place: the strongest refusal that needs no root.
    Files.delete(stuck);
    Files.createDirectories(stuck.resolve("x"));
    client().completeNext();
    agent.round();
    Path next = spooled(99_500, 1, "stopped");
    later(Agent.LOOK_EVERY);
    agent.round();
    while (client().completeNext()) agent.round();

    assertThat(sentTypes())
        .filteredOn(t -> t != EventType.ALIVE)
        .containsExactly(EventType.STARTING, EventType.STOPPED);
    assertThat(next).doesNotExist();
    assertThat(requireNonNull(health.checks().get("spool")).ok()).isTrue();

    Files.delete(stuck.resolve("x"));
    later(Agent.LOOK_EVERY);
    agent.round();
    assertThat(stuck).doesNotExist();
  }

  @Test
  void an_event_that_no_broker_takes_is_sent_once_even_where_it_cannot_be_put_aside()
      throws Exception {
    Path event = spooled(99_000, 1, "starting");
    Files.writeString(dir.resolve("bad"), "a file where the folder should be");
    agent.round();
    client().errorNext(new InvalidRecordException("no"));
    agent.round();
    later(Agent.LOOK_EVERY);
    agent.round();

    assertThat(sentTypes())
        .filteredOn(t -> t != EventType.ALIVE)
        .containsExactly(EventType.STARTING);
    assertThat(event).exists();
    Files.delete(dir.resolve("bad"));
    later(Agent.LOOK_EVERY);
    agent.round();
    assertThat(event).doesNotExist();
    assertThat(dir.resolve("bad").resolve(event.getFileName())).exists();
  }

  @Test
  void no_more_than_200_events_are_on_their_way() throws Exception {
    acknowledgeOneAlive();
    for (int i = 0; i < 300; i++) spooled(90_000 + i, i, "starting");
    spoolSeen();
    agent.round();

    assertThat(sentTypes()).filteredOn(t -> t == EventType.STARTING).hasSize(200);
    client().completeNext();
    agent.round();
    assertThat(sentTypes()).filteredOn(t -> t == EventType.STARTING).hasSize(201);
  }

  @Test
  void an_idle_host_says_that_it_lives_every_minute_and_lists_its_units_when_they_change()
      throws Exception {
    journal.running.add("chat.service");
    acknowledgeOneAlive();
    UnitEvent first = sent().get(0);
    assertThat(first.type()).isEqualTo(EventType.ALIVE);
    assertThat(first.units()).containsExactly("chat.service");
    assertThat(first.labels()).isEqualTo(Map.of("env", "prod"));

    later(Duration.ofSeconds(59));
    agent.round();
    assertThat(sent()).hasSize(1);
    later(Duration.ofSeconds(1));
    acknowledgeOneAlive();
    assertThat(sent().get(1).units()).isNull();
    assertThat(sent().get(1).unitsHash()).isEqualTo(first.unitsHash());

    journal.running.add("mail.service");
    later(Duration.ofMinutes(1));
    acknowledgeOneAlive();
    assertThat(requireNonNull(sent().get(2).units())).contains("mail.service");
  }

  @Test
  void an_alive_that_failed_is_forgotten_and_the_next_lists_the_units_again() throws Exception {
    journal.running.add("chat.service");
    agent.round();
    client().errorNext(new InvalidTopicException("gone"));
    agent.round();
    later(Duration.ofSeconds(1));
    agent.round();

    assertThat(sent()).hasSize(1);
    assertThat(sent().get(0).units()).containsExactly("chat.service");
  }

  @Test
  void a_stop_in_the_middle_of_giving_up_a_client_ends_the_loop_and_keeps_the_event()
      throws Exception {
    closingIsInterrupted = true;
    Path file = spooled(99_000, 1, "starting");
    agent.round();
    client().errorNext(new TimeoutException("no broker"));

    agent.run();

    assertThat(Thread.interrupted()).isFalse();
    assertThat(file).exists();
  }

  @Test
  void a_client_that_ceased_to_answer_is_given_up_and_its_events_are_sent_again() throws Exception {
    acknowledgeOneAlive();
    Path file = spooled(99_000, 1, "stopped");
    spoolSeen();
    agent.round();
    assertThat(sentTypes()).contains(EventType.STOPPED);

    later(Duration.ofSeconds(16));
    agent.round();
    later(Duration.ofSeconds(1));
    agent.round();

    assertThat(clients).hasSize(2);
    assertThat(sentTypes()).contains(EventType.STOPPED);
    client().completeNext();
    agent.round();
    assertThat(file).doesNotExist();
  }

  @Test
  void a_mistake_of_our_own_with_an_event_ends_nothing_and_the_event_is_sent() throws Exception {
    acknowledgeOneAlive();
    journal.broken = true;
    spooled(99_000, 1, "stopped");
    spooled(99_100, 2, "stopped");
    spoolSeen();
    agent.round();

    assertThat(sentTypes()).containsExactly(EventType.ALIVE, EventType.STOPPED, EventType.STOPPED);
  }

  @Test
  void a_spool_that_is_still_in_trouble_at_the_next_try_is_not_called_usable() throws Exception {
    acknowledgeOneAlive();
    try (Stream<Path> files = Files.walk(dir)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    }
    Files.writeString(dir, "a file where the folder was");
    spoolSeen();
    agent.round();
    assertThat(requireNonNull(health.checks().get("spool")).ok()).isFalse();

    // Sooner than the next look would be due by itself.
    later(Agent.TRY_AGAIN_AFTER);
    agent.round();
    assertThat(requireNonNull(health.checks().get("spool")).ok()).isFalse();

    Files.delete(dir);
    Files.createDirectories(dir);
    later(Agent.LOOK_EVERY);
    agent.round();
    assertThat(requireNonNull(health.checks().get("spool")).ok()).isTrue();
  }

  @Test
  void more_running_units_than_an_event_can_hold_do_not_end_the_agent() throws Exception {
    for (int i = 0; i < 1000; i++) journal.running.add("u".repeat(200) + i + ".service");

    agent.round();

    assertThat(sent().get(0).units()).isNull();
    assertThat(sent().get(0).unitsHash()).isNotEmpty();
  }

  private void acknowledgeOneAlive() throws InterruptedException {
    agent.round();
    client().completeNext();
    agent.round();
  }

  /** What the watcher would say. */
  private void spoolSeen() {
    later(Agent.LOOK_EVERY);
  }

  private void later(Duration by) {
    uptime += by.toMillis();
  }

  private Producer<String, byte[]> newClient() {
    clients.add(
        new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer()) {
          @Override
          public void close(Duration timeout) {
            super.close(timeout);
            if (closingIsInterrupted) throw new InterruptException("stopped");
          }
        });
    return client();
  }

  private MockProducer<String, byte[]> client() {
    return clients.get(clients.size() - 1);
  }

  private List<UnitEvent> sent() throws Exception {
    List<UnitEvent> events = new ArrayList<>();
    for (ProducerRecord<String, byte[]> record : client().history()) {
      events.add(Wire.UNIT_EVENT.decode(record.value()));
    }
    return events;
  }

  private List<EventType> sentTypes() throws Exception {
    return sent().stream().map(UnitEvent::type).toList();
  }

  private Path spooled(long at, int invocation, String type) throws IOException {
    String name = "cbdead91-%014d-%013d-%032x-%s".formatted(at, NINE + at, invocation, type);
    String file =
        """
        groundhog-spool 1
        type=%s
        unit=chat.service
        wall=%d
        uptime=%d
        boot=%s
        invocation=%032x
        result=exit-code
        lines=22


        .end
        """
            .formatted(type, NINE + at, at, BOOT, invocation);
    return Files.writeString(dir.resolve(name), file, StandardCharsets.UTF_8);
  }
}
