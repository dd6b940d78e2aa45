package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Reason;
import dev.groundhog.runtime.health.Health;
import dev.groundhog.slack.delivery.Pacer;
import dev.groundhog.slack.delivery.SlackApi;
import dev.groundhog.slack.delivery.VirtualNetwork;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.FakeMessage;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.reconcile.Storm;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Bad days in virtual time: a Slack that loses answers, stores late and shows its history late, and
 * sinks that die at any moment, before and after each write and in the middle of calls.
 */
class RandomDaysTest {
  private static final Duration DAY = Duration.ofMinutes(40);

  @Property
  void every_incident_is_told_in_one_message_that_ends_up_true_whatever_dies_and_whatever_is_lost(
      @ForAll long seed) {
    Day day = new Day(new Random(seed));
    day.pass();
    day.newest.forEach(day::isToldOnce);
    assertThat(day.messages()).allSatisfy(day::tellsOfSomething);
  }

  /** The process was killed here. */
  private static final class Killed extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  private static final class Day implements DeliveryLog {
    final Map<String, Alert> newest = new LinkedHashMap<>();
    private final Map<String, Delivery> topic = new LinkedHashMap<>();
    private final Random random;
    private final VirtualNetwork network;
    private final SlackApi api;
    private Desk desk;
    private double deadly;

    Day(Random random) {
      this.random = random;
      network = new VirtualNetwork(Alerts.START.plusSeconds(60), random);
      network.workspace().lag(Duration.ofMillis(random.nextInt(25_000)));
      network.workspace().pageLimit(random.nextBoolean() ? 100 : 15);
      network.workspace().hideWhatComesTooEarly();
      api = network.connect();
      desk = newDesk();
    }

    private Desk newDesk() {
      Pacer pacer = new Pacer(random);
      SlackHealth health = new SlackHealth(new Health(), "fine");
      SinkMetrics metrics = new SinkMetrics(new SimpleMeterRegistry());
      return new Desk(api, this, Lab.PACE, Pages.NONE, pacer, health, metrics);
    }

    void pass() {
      network.trouble(random.nextDouble() * 0.6);
      deadly = random.nextDouble() * 0.1;
      Instant end = network.now().plus(DAY);
      while (network.now().isBefore(end)) {
        something();
        work(network.now().plusMillis(random.nextInt(60_000)));
      }
      network.trouble(0);
      deadly = 0;
      work(network.now().plus(Duration.ofHours(2)));
    }

    private void something() {
      if (random.nextInt(12) == 0) {
        int many = random.nextInt(12);
        for (int i = 0; i < many; i++) should(first("burst" + newest.size()));
        return;
      }
      String incident = newest.isEmpty() ? "i" : pick();
      Alert before = newest.get(incident);
      if (before == null) {
        should(first(incident));
      } else {
        switch (random.nextInt(4)) {
          case 0 -> should(Alerts.news(before, Reason.SPREAD, AlertState.OPEN));
          case 1 -> should(Alerts.news(before, Reason.RECOVERED, AlertState.RECOVERED));
          default -> should(Alerts.more(before, 1 + random.nextInt(5)));
        }
      }
    }

    private String pick() {
      int i = random.nextInt(newest.size() + 1);
      return i == newest.size() || i > 20 ? "i" + i : List.copyOf(newest.keySet()).get(i);
    }

    private static Alert first(String incident) {
      return AlertBuilder.builder(Alerts.wave()).incident(incident).unit(incident).build();
    }

    private void should(Alert alert) {
      newest.put(alert.incident(), alert);
      desk.incident(alert, alert.revision());
    }

    /** Lets sinks work, and die. */
    private void work(Instant until) {
      while (network.now().isBefore(until)) {
        try {
          if (random.nextDouble() < deadly) throw new Killed();
          Instant wakeAt = desk.step(network.now());
          Instant next = network.nextArrival();
          if (wakeAt.isBefore(next)) next = wakeAt;
          if (next.isAfter(until)) next = until;
          // A step that has nothing to do names a later moment; a call's answer is an arrival.
          network.passTo(next.isAfter(network.now()) ? next : network.now().plusMillis(1));
        } catch (Killed e) {
          takeOver();
        }
      }
    }

    private void takeOver() {
      // Kafka notices after 6 s at the latest; one that was asked to end leaves at once.
      network.passTo(network.now().plusMillis(1200 + random.nextInt(6000)));
      desk = newDesk();
      topic.values().forEach(desk::remembered);
      newest.values().forEach(alert -> desk.incident(alert, alert.revision()));
    }

    @Override
    public void remember(List<Delivery> together) {
      if (random.nextDouble() < deadly) throw new Killed();
      together.forEach(delivery -> topic.put(delivery.incident(), delivery));
      if (random.nextDouble() < deadly) throw new Killed();
    }

    @Override
    public void putAside(Entry entry, String reason) {
      throw new AssertionError(reason);
    }

    List<FakeMessage> messages() {
      return network.workspace().messages().stream().filter(m -> m.threadTs() == null).toList();
    }

    void isToldOnce(String incident, Alert alert) {
      List<FakeMessage> all = network.workspace().messages();
      List<FakeMessage> told = all.stream().filter(m -> is(m, incident)).toList();
      List<FakeMessage> top = told.stream().filter(m -> m.threadTs() == null).toList();
      Delivery seen = Objects.requireNonNull(topic.get(incident));
      if (seen.storm() == null) assertThat(top).as("messages of %s", incident).hasSize(1);
      else isInStormOnce(seen, alert);
      assertThat(top).as("messages of %s", incident).hasSizeLessThan(2);
      for (FakeMessage own : top) {
        assertThat(own.text()).isEqualTo(Digest.message(alert, Rung.FULL).text());
        assertThat(own.everything()).doesNotContain("repeated");
      }
      Map<Integer, Long> replies =
          told.stream()
              .filter(m -> m.threadTs() != null)
              .collect(Collectors.groupingBy(Day::news, Collectors.counting()));
      assertThat(replies.values())
          .as("replies of %s by news: %s", incident, replies)
          .allMatch(n -> n == 1);
      if (seen.storm() == null || !alert.state().isOver()) {
        assertThat(seen.newsRevision()).isGreaterThanOrEqualTo(alert.newsRevision());
      }
    }

    private void isInStormOnce(Delivery member, Alert alert) {
      String id = Objects.requireNonNull(member.storm());
      List<FakeMessage> storms = messages().stream().filter(m -> is(m, id)).toList();
      assertThat(storms).as("messages of %s", id).hasSize(1);
      assertThat(members(id)).contains(alert.incident());
      Storm now = new Storm(id, members(id).stream().map(newest::get).toList());
      assertThat(storms.get(0).text()).isEqualTo(Digest.message(now, Rung.FULL).text());
    }

    private List<String> members(String storm) {
      Delivery seen = topic.get(storm);
      return seen == null ? List.of() : seen.members();
    }

    void tellsOfSomething(FakeMessage message) {
      String id = message.metadata().at("/event_payload/incident").asText();
      assertThat(newest.containsKey(id) || members(id).size() > 0).isTrue();
    }

    private static int news(FakeMessage message) {
      return message.metadata().at("/event_payload/news").asInt();
    }

    private static boolean is(FakeMessage message, String incident) {
      return message.metadata().at("/event_payload/incident").asText().equals(incident);
    }
  }
}
