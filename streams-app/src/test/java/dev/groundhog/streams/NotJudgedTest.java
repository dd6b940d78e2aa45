package dev.groundhog.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.Reason;
import java.lang.StackWalker.Option;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A bug in a desk, here in what it asks for its rules: the record is a dead letter, the tables are
 * as if it had never come, and everybody else is judged.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class NotJudgedTest {
  @TempDir Path state;

  /** Calls from the desk in question that go well before the one that throws; below 0: all do. */
  private final AtomicInteger callsLeft = new AtomicInteger(-1);

  private boolean ofUnitDesk;
  private RuntimeException bug = new IllegalStateException("a bug");
  private TestPipeline pipeline;

  @BeforeEach
  void open() {
    pipeline = new TestPipeline(this::rules, state, 1);
  }

  @AfterEach
  void close() {
    pipeline.close();
  }

  @Test
  void an_event_that_the_host_desk_threw_on_is_as_if_it_had_never_come() {
    pipeline.crash("web-1", 0);
    List<TestRecord<byte[], byte[]>> before = pipeline.written("groundhog-hosts-changelog");
    assertThat(before).isNotEmpty();

    throwOn(false, 0);
    pipeline.crash("web-1", 1);
    assertThat(pipeline.written("groundhog-hosts-changelog")).as("state").isEmpty();
    assertThat(pipeline.written("groundhog-host-seen-changelog")).as("the first").hasSize(1);
    assertThat(pipeline.letters()).singleElement().asString().contains("host desk", "a bug");

    // The same event again, as somebody who mended the bug would send it.
    pipeline.crash("web-1", 1);
    pipeline.crash("web-1", 2);
    assertThat(pipeline.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.crashes()).isEqualTo(3));
  }

  @Test
  void a_signal_that_the_unit_desk_threw_on_half_way_leaves_nothing_and_is_a_whole_dead_letter() {
    pipeline.crash("web-1", 0);
    // These two wait for a second and make one batch; the desk throws on its second crash.
    pipeline.event(EventType.STOPPED, "web-1", "chat.service", 0.2);
    pipeline.event(EventType.STOPPED, "web-1", "chat.service", 0.4);
    pipeline.written("groundhog-recents-changelog");
    throwOn(true, 1);
    pipeline.tick(2);
    assertThat(pipeline.written("groundhog-recents-changelog")).as("half a batch").isEmpty();
    TestRecord<byte[], byte[]> letter = pipeline.deadLetters().get(0);
    assertThat(new String(letter.key(), UTF_8)).isEqualTo("chat.service");
    assertThat(new String(letter.value(), UTF_8))
        .contains("\"kind\":\"crashes\"", "web-1@0.2", "web-1@0.4");
    assertThat(TestPipeline.header(letter, "groundhog.topic"))
        .isEqualTo("groundhog-signals-repartition");
    assertThat(TestPipeline.header(letter, "groundhog.reason"))
        .contains("unit desk", "IllegalStateException: a bug", "at dev.groundhog.");
    assertThat(pipeline.count("groundhog.dead.letters")).isEqualTo(1);

    pipeline.crash("web-2", 3);
    pipeline.crash("web-3", 4);
    assertThat(pipeline.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.reason()).isEqualTo(Reason.WAVE));
  }

  @Test
  void an_incident_that_cannot_be_looked_at_does_not_stop_time_for_the_others() {
    for (String unit : List.of("a.service", "b.service")) {
      for (int i = 0; i < 3; i++) pipeline.event(EventType.STOPPED, "web-1", unit, i * 2.0);
    }
    pipeline.tick(10);
    assertThat(pipeline.alerts()).hasSize(2);
    throwOn(true, 0);
    pipeline.tick(700);
    assertThat(pipeline.letters()).singleElement().asString().contains("incident/a.service");
    assertThat(pipeline.alerts())
        .singleElement()
        .satisfies(alert -> assertThat(alert.unit()).isEqualTo("b.service"))
        .satisfies(alert -> assertThat(alert.reason()).isEqualTo(Reason.QUIET));
    pipeline.tick(702);
    assertThat(pipeline.letters()).isEmpty();

    // Its next crash gives it a date again.
    pipeline.event(EventType.STOPPED, "web-1", "a.service", 710);
    pipeline.tick(1400);
    assertThat(pipeline.alerts())
        .extracting(Alert::unit, Alert::reason)
        .contains(org.assertj.core.groups.Tuple.tuple("a.service", Reason.QUIET));
  }

  @Test
  void trouble_of_the_stream_itself_is_nobodys_dead_letter() {
    for (RuntimeException trouble :
        List.of(
            new TaskMigratedException("fenced"),
            new InterruptException("closing"),
            new IllegalStateException(new TaskMigratedException("fenced, and wrapped")))) {
      bug = trouble;
      for (boolean unitDesk : new boolean[] {true, false}) {
        throwOn(unitDesk, 0);
        assertThatThrownBy(() -> pipeline.crash("web-1", 5)).isNotNull();
        assertThat(pipeline.letters()).isEmpty();
        pipeline.close();
        pipeline = new TestPipeline(this::rules, state, 1);
      }
    }
  }

  private void throwOn(boolean byUnitDesk, int after) {
    ofUnitDesk = byUnitDesk;
    callsLeft.set(after);
  }

  private Rules rules() {
    if (callsLeft.get() < 0 || askedByUnitDesk() != ofUnitDesk) return Rules.BUILT_IN;
    if (callsLeft.getAndDecrement() == 0) throw bug;
    return Rules.BUILT_IN;
  }

  private static boolean askedByUnitDesk() {
    return StackWalker.getInstance(Option.RETAIN_CLASS_REFERENCE)
        .walk(frames -> frames.anyMatch(f -> f.getDeclaringClass() == UnitDesk.class));
  }
}
