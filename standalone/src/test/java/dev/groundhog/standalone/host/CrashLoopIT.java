package dev.groundhog.standalone.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.BrokerProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The promise that nothing is lost, kept on a bad day: a real unit crashes as fast as systemd
 * restarts it, while the broker is killed and comes back and the agent is killed again and again.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CrashLoopIT {
  private static final String HOST = "gh-loop";
  private static final String UNIT = "ghl-loop.service";
  private static final int CYCLES = Integer.getInteger("groundhog.cycles", 1000);
  private static final int KILLS = 10;
  private static final int AT_ONCE = 300;

  /** Crashes so many times, then runs. The count is the unit's own, not what is to be tested. */
  private static final String PROGRAM =
      """
      #!/bin/sh
      n=$(cat /run/ghl 2>/dev/null || echo 0)
      [ "$n" -lt %d ] || exec sleep infinity
      echo $((n + 1)) >/run/ghl.new && mv /run/ghl.new /run/ghl
      echo "panic: crash number $((n + 1))"
      exit 3
      """
          .formatted(CYCLES);

  private static final String UNIT_FILE =
      """
      [Unit]
      StartLimitIntervalSec=0
      [Service]
      ExecStart=/opt/ghl
      Restart=always
      RestartSec=0
      """;

  @TempDir Path temp;

  @BeforeEach
  void isPossibleHere() {
    LabHost.assumePossible();
  }

  @Test
  void every_crash_of_a_loop_is_in_kafka_exactly_once_by_its_id() throws Exception {
    Path data = Files.createDirectory(temp.resolve("kafka"));
    BrokerProcess broker = BrokerProcess.start(0, data);
    try (LabHost host = LabHost.boot(HOST)) {
      host.write("/opt/ghl", PROGRAM);
      host.run("chmod", "755", "/opt/ghl");
      host.startAgent(broker.bootstrapServers());
      host.installUnit(UNIT, UNIT_FILE);
      host.run("systemctl", "start", UNIT);

      for (int kill = 1; kill <= KILLS; kill++) {
        int mark = CYCLES * kill / (KILLS + 2);
        await().atMost(Duration.ofMinutes(4)).until(() -> crashes(host) >= mark);
        host.tryRun("systemctl", "kill", "-s", "KILL", "groundhog-agent.service");
        if (kill == 4) broker.kill();
        if (kill == 7) broker = BrokerProcess.start(broker.port(), data);
      }
      await().atMost(Duration.ofMinutes(4)).until(() -> crashes(host) == CYCLES);

      try (HostEvents events = new HostEvents(broker.bootstrapServers(), HOST)) {
        await("all that waits is published")
            .atMost(Duration.ofMinutes(4))
            .untilAsserted(
                () ->
                    assertThat(ids(events)).as(host::journal).hasSizeGreaterThanOrEqualTo(CYCLES));
        assertThat(ids(events)).hasSize(CYCLES);
        assertThat(stops(events))
            .allMatch(stop -> Boolean.FALSE.equals(stop.planned()), "not planned")
            .allMatch(stop -> "3".equals(stop.exitStatus()), "exit status 3");
        System.out.printf(
            "%d crashes, %d records of them, %d with a tail%n",
            CYCLES,
            stops(events).size(),
            stops(events).stream().filter(stop -> stop.tail() != null).count());
      }
      assertThat(host.run("systemctl", "show", "-p", "NRestarts", UNIT))
          .as("as many restarts as crashes")
          .contains("NRestarts=" + CYCLES);
    } finally {
      broker.close();
    }
  }

  @Test
  void three_hundred_units_that_crash_at_once_are_all_in_kafka_with_their_last_words()
      throws Exception {
    Path data = Files.createDirectory(temp.resolve("kafka"));
    try (BrokerProcess broker = BrokerProcess.start(0, data);
        LabHost host = LabHost.boot(HOST)) {
      host.startAgent(broker.bootstrapServers());
      host.installUnit(
          "ghl-many@.service", "[Service]\nExecStart=/bin/sh -c 'echo panic of %i; exit 3'\n");
      String all = "$(seq -f ghl-many@%g.service 1 " + AT_ONCE + ")";
      host.sh("systemctl start --no-block " + all);

      try (HostEvents events = new HostEvents(broker.bootstrapServers(), HOST)) {
        await("each has stopped")
            .atMost(Duration.ofMinutes(2))
            .untilAsserted(() -> assertThat(lastWords(events)).as(host::journal).hasSize(AT_ONCE));
        lastWords(events)
            .forEach((unit, lines) -> assertThat(lines).containsExactly("panic of " + unit));
        assertThat(host.sh("systemctl show -p Result " + all)).doesNotContain("timeout");
      }
    }
  }

  /** Of each instance that crashed, the lines of its tail. */
  private static Map<String, List<String>> lastWords(HostEvents events) {
    Map<String, List<String>> lines = new TreeMap<>();
    for (UnitEvent event : events.all()) {
      String unit = String.valueOf(event.unit());
      if (event.type() != EventType.STOPPED || !unit.startsWith("ghl-many@")) continue;
      String instance = unit.replaceAll("^.*@|[.]service$", "");
      lines.put(instance, event.tail() == null ? List.of() : event.tail().lines());
    }
    return lines;
  }

  /** How often the unit itself says that it has crashed. */
  private static int crashes(LabHost host) throws Exception {
    String count = host.tryRun("cat", "/run/ghl").strip();
    return count.matches("[0-9]+") ? Integer.parseInt(count) : 0;
  }

  private static List<UnitEvent> stops(HostEvents events) {
    return events.all().stream()
        .filter(e -> e.type() == EventType.STOPPED && UNIT.equals(e.unit()))
        .toList();
  }

  private static List<String> ids(HostEvents events) {
    return stops(events).stream().map(e -> Objects.requireNonNull(e.id())).distinct().toList();
  }
}
