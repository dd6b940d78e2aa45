package dev.groundhog.slack.sink;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Reason;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Mode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class DeskPropertyTest {
  /** What happens next. */
  enum Happening {
    MORE_CRASHES,
    SPREADS,
    RECOVERS,
    COMES_BACK,
    TIME_PASSES,
    ANOTHER_SINK_TAKES_OVER
  }

  @Provide
  Arbitrary<List<Happening>> courses() {
    return Arbitraries.of(Happening.class).list().ofMaxSize(40);
  }

  @Property
  void whatever_happens_people_end_up_seeing_the_newest_in_one_message_per_incident(
      @ForAll @From("courses") List<Happening> course, @ForAll Random random) {
    Board board = new Board(Mode.FULL, random, 0.3);
    Lab lab = new Lab(board);
    Map<String, Alert> newest = play(course, random, lab);
    lab.settle();

    for (Alert alert : newest.values()) {
      Delivery seen = lab.seen(alert.incident());
      assertThat(board.standing.get(seen.ts())).isEqualTo(Digest.message(alert, Rung.FULL));
      assertThat(seen.newsRevision()).isEqualTo(alert.newsRevision());
      assertThat(seen.intents()).isEmpty();
    }
    Map<String, Long> posts = new HashMap<>();
    board.taken.stream()
        .filter(call -> call.action() == Action.POST)
        .forEach(call -> posts.merge(call.subject().id(), 1L, Long::sum));
    assertThat(posts).hasSize(newest.size());
    assertThat(posts.values()).allMatch(n -> n == 1);
    long replies = board.taken.stream().filter(call -> call.action() == Action.REPLY).count();
    assertThat(replies).isLessThanOrEqualTo(course.size());
  }

  @Property
  void a_webhook_gets_a_message_for_the_newest_news_and_none_for_figures(
      @ForAll @From("courses") List<Happening> course, @ForAll Random random) {
    Board board = new Board(Mode.WEBHOOK, random, 0.3);
    Lab lab = new Lab(board);
    Map<String, Alert> newest = play(course, random, lab);
    lab.settle();

    newest.forEach(
        (incident, alert) ->
            assertThat(lab.seen(incident).newsRevision()).isEqualTo(alert.newsRevision()));
    assertThat(board.taken).allMatch(call -> call.action() == Action.POST);
    long news = newest.values().stream().mapToLong(Alert::newsRevision).sum();
    assertThat(board.taken.size()).isLessThanOrEqualTo((int) news);
  }

  private static Map<String, Alert> play(List<Happening> course, Random random, Lab lab) {
    Map<String, Alert> newest = new HashMap<>();
    for (String incident : List.of("a", "b")) {
      Alert first = AlertBuilder.builder(Alerts.wave()).incident(incident).build();
      newest.put(incident, first);
      lab.should(first);
    }
    for (Happening happening : course) {
      String incident = random.nextBoolean() ? "a" : "b";
      Alert before = newest.getOrDefault(incident, Alerts.wave());
      switch (happening) {
        case MORE_CRASHES -> newest.put(incident, Alerts.more(before, 2));
        case SPREADS -> newest.put(incident, Alerts.news(before, Reason.SPREAD, AlertState.OPEN));
        case RECOVERS ->
            newest.put(incident, Alerts.news(before, Reason.RECOVERED, AlertState.RECOVERED));
        case COMES_BACK ->
            newest.put(incident, Alerts.news(before, Reason.REOPENED, AlertState.OPEN));
        case TIME_PASSES -> lab.settle(Duration.ofSeconds(random.nextInt(60)));
        case ANOTHER_SINK_TAKES_OVER -> lab.takeOver();
      }
      Alert after = newest.getOrDefault(incident, before);
      if (!after.equals(before)) lab.should(after);
    }
    return newest;
  }
}
