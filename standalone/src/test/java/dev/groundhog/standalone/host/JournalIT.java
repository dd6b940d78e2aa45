package dev.groundhog.standalone.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What the agent learns from a real systemd and its journal, on one host for all tests. Each test
 * has units of its own.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JournalIT {
  private static final String HOST = "gh-journal";

  @SuppressWarnings("NullAway.Init")
  private TestBroker broker;

  @SuppressWarnings("NullAway.Init")
  private LabHost host;

  @SuppressWarnings("NullAway.Init")
  private HostEvents events;

  @BeforeAll
  void boot() throws Exception {
    LabHost.assumePossible();
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    host = LabHost.boot(HOST);
    host.startAgent(broker.bootstrapServers(), "watch.units=ghj-seen*");
    events = new HostEvents(broker.bootstrapServers(), HOST);
    events.first("alive", Duration.ofSeconds(60), e -> e.type() == EventType.ALIVE);
  }

  @AfterAll
  void powerOff() throws Exception {
    if (events != null) events.close();
    if (host != null) host.close();
    if (broker != null) broker.close();
  }

  @Test
  void a_unit_that_hits_its_start_limit_is_given_up_within_two_seconds() throws Exception {
    hooked("ghj-limit", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always");
    start("ghj-limit");

    UnitEvent event = events.firstOf(EventType.GAVE_UP, "ghj-limit.service");
    assertThat(Duration.between(requireNonNull(event.at()), events.arrivalOf(event)))
        .isBetween(Duration.ZERO, Duration.ofSeconds(2));
    assertThat(event.restarts()).isEqualTo(5);
    UnitEvent last = lastStopOf("ghj-limit.service");
    assertThat(event.id()).isEqualTo(last.invocation() + ":gave-up");
    assertThat(last.restarts()).isEqualTo(4);
  }

  @Test
  void a_unit_that_hides_its_warnings_is_given_up_too() throws Exception {
    hooked("ghj-hidden", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always", "LogLevelMax=crit");
    start("ghj-hidden");

    UnitEvent event = events.firstOf(EventType.GAVE_UP, "ghj-hidden.service");
    UnitEvent last = lastStopOf("ghj-hidden.service");
    assertThat(event.id()).isEqualTo(last.invocation() + ":gave-up");
  }

  @Test
  void a_slow_loop_a_failed_job_and_a_planned_stop_with_143_are_not_given_up() throws Exception {
    hooked("ghj-slow", "ExecStart=/bin/sh -c 'exit 3'", "Restart=always", "RestartSec=2500ms");
    hooked("ghj-job", "Type=oneshot", "ExecStart=/bin/sh -c 'exit 3'", "LogLevelMax=err");
    hooked(
        "ghj-term",
        "ExecStart=/bin/sh -c 'trap \"exit 143\" TERM; while :; do sleep 0.1; done'",
        "Restart=always",
        "LogLevelMax=err");
    start("--no-block", "ghj-slow", "ghj-job", "ghj-term");
    events.firstOf(EventType.STARTING, "ghj-term.service");
    host.run("systemctl", "stop", "ghj-term");

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> events.of(EventType.STOPPED, "ghj-slow.service").size() >= 5);
    host.run("systemctl", "stop", "ghj-slow");
    assertThat(lastStopOf("ghj-term.service").planned()).isTrue();
    assertThat(lastStopOf("ghj-job.service").planned()).isFalse();
    for (String unit : List.of("ghj-slow.service", "ghj-job.service", "ghj-term.service")) {
      assertThat(events.of(EventType.GAVE_UP, unit)).as(unit).isEmpty();
    }
  }

  @Test
  void a_unit_without_the_hook_that_is_watched_has_the_same_events() throws Exception {
    unhooked(
        "ghj-seen",
        "ExecStart=/bin/sh -c 'echo last words; exit 3'",
        "Environment=GROUNDHOG_LABEL_TEAM=core");
    start("ghj-seen");

    UnitEvent start = events.firstOf(EventType.STARTING, "ghj-seen.service");
    UnitEvent stop = events.stopOf("ghj-seen.service");
    assertThat(start.id()).isEqualTo(start.invocation() + ":starting");
    assertThat(stop.id()).isEqualTo(start.invocation() + ":stopped");
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitCode()).isEqualTo("exited");
    assertThat(stop.exitStatus()).isEqualTo("3");
    assertThat(stop.planned()).isFalse();
    assertThat(requireNonNull(stop.tail()).lines()).contains("last words");
    assertThat(stop.labels()).containsEntry("team", "core").containsKeys("os", "kernel", "arch");
    assertThat(stop.labels().get("exe-modified")).matches("[0-9-]{10}T[0-9:]{8}Z");
  }

  @Test
  void a_unit_that_has_the_hook_and_is_watched_has_each_event_once_by_its_id() throws Exception {
    String unit = "ghj-seen-twice.service";
    hooked(
        "ghj-seen-twice",
        "ExecStart=/bin/sh -c 'echo last words; exit 3'",
        "Restart=always",
        "RestartSec=300ms");
    start("ghj-seen-twice");
    events.firstOf(EventType.GAVE_UP, unit);
    // What the follower of the journal says of the last run has come by then, too.
    unhooked("ghj-seen-after", "ExecStart=/bin/sh -c 'exit 3'");
    start("ghj-seen-after");
    events.stopOf("ghj-seen-after.service");

    for (EventType type : List.of(EventType.STARTING, EventType.STOPPED, EventType.GAVE_UP)) {
      int runs = type == EventType.GAVE_UP ? 1 : 5;
      assertThat(events.of(type, unit))
          .extracting(UnitEvent::id)
          .as(type.word())
          .hasSizeGreaterThanOrEqualTo(runs);
      assertThat(events.of(type, unit).stream().map(UnitEvent::id).distinct())
          .as(type.word())
          .hasSize(runs);
    }
    assertThat(events.of(EventType.STOPPED, unit))
        .allMatch(stop -> Boolean.FALSE.equals(stop.planned()) && "3".equals(stop.exitStatus()));
  }

  @Test
  void its_planned_stop_is_one() throws Exception {
    unhooked("ghj-seen2", "ExecStart=/bin/sleep 1000");
    start("ghj-seen2");
    events.firstOf(EventType.STARTING, "ghj-seen2.service");
    host.run("systemctl", "stop", "ghj-seen2");

    UnitEvent stop = events.stopOf("ghj-seen2.service");
    assertThat(stop.planned()).isTrue();
    assertThat(stop.result()).isEqualTo(ServiceResult.SUCCESS);
  }

  @Test
  void colours_long_lines_another_namespace_and_a_flood_of_lines_are_read() throws Exception {
    hooked(
        "ghj-colour",
        "ExecStart=/bin/sh -c 'printf \"\\\\033[31mred\\\\033[0m alert\\\\n\"; exit 3'");
    hooked(
        "ghj-long", "ExecStart=/bin/sh -c 'head -c 9000 /dev/zero | tr \"\\\\0\" x; echo; exit 3'");
    hooked("ghj-space", "ExecStart=/bin/sh -c 'echo far away; exit 3'", "LogNamespace=ghj");
    hooked("ghj-flood", "ExecStart=/bin/sh -c 'seq 1 20000; exit 3'", "LogRateLimitIntervalSec=0");
    start("ghj-colour", "ghj-long", "ghj-space", "ghj-flood");

    assertThat(tailOf("ghj-colour").lines()).contains("red alert");
    assertThat(tailOf("ghj-long").lines()).contains("x".repeat(9_000));
    assertThat(tailOf("ghj-space").lines()).contains("far away");
    assertThat(tailOf("ghj-flood").lines()).hasSize(22).endsWith("19999", "20000");
  }

  @Test
  void a_journal_that_was_rotated_vacuumed_and_restarted_is_followed_on() throws Exception {
    host.run("systemctl", "stop", "groundhog-agent");
    host.run("journalctl", "--rotate");
    host.run("journalctl", "--vacuum-files=1");
    unhooked("ghj-seen3", "ExecStart=/bin/sh -c 'echo one; exit 3'");
    start("ghj-seen3");
    host.run("systemctl", "start", "groundhog-agent");
    events.firstOf(EventType.STARTING, "ghj-seen3.service");
    events.stopOf("ghj-seen3.service");

    host.run("systemctl", "restart", "systemd-journald");
    unhooked("ghj-seen4", "ExecStart=/bin/sh -c 'echo two; exit 3'");
    start("ghj-seen4");

    assertThat(tailOf("ghj-seen4").lines()).contains("two");
  }

  private Tail tailOf(String unit) {
    return requireNonNull(events.stopOf(unit + ".service").tail());
  }

  private UnitEvent lastStopOf(String unit) {
    List<UnitEvent> stops = events.of(EventType.STOPPED, unit);
    return stops.get(stops.size() - 1);
  }

  private void hooked(String name, String... lines) throws Exception {
    host.installUnit(name + ".service", unit(lines));
  }

  private void unhooked(String name, String... lines) throws Exception {
    host.writeUnit(name + ".service", unit(lines));
  }

  private static String unit(String... lines) {
    return "[Service]\n" + String.join("\n", lines) + "\n";
  }

  /** What a unit that crashes at once makes of its start is not the question. */
  private void start(String... units) throws Exception {
    host.tryRun(
        Stream.concat(Stream.of("systemctl", "start"), Stream.of(units)).toArray(String[]::new));
  }
}
