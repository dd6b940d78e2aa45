package dev.groundhog.standalone.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A host on which every service has the hook goes down and comes back. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostRebootIT {
  private static final String HOST = "gh-reboot";
  private static final String UNIT = "ghr-chat.service";

  @Test
  void a_reboot_is_a_planned_stop_of_each_unit_and_the_host_comes_back_as_it_was()
      throws Exception {
    LabHost.assumePossible();
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
        LabHost host = LabHost.boot(HOST)) {
      host.startAgent(broker.bootstrapServers());
      try (HostEvents events = new HostEvents(broker.bootstrapServers(), HOST)) {
        installEverywhere(host);
        UnitEvent first = events.firstOf(EventType.STARTING, UNIT);
        String failed = failedUnits(host);

        host.reboot();

        UnitEvent stop = events.stopOf(UNIT);
        assertThat(stop.planned()).isTrue();
        assertThat(stop.invocation()).isEqualTo(first.invocation());
        events.first(
            "the start after the reboot",
            Duration.ofSeconds(30),
            e ->
                e.type() == EventType.STARTING
                    && UNIT.equals(e.unit())
                    && !Objects.equals(e.invocation(), first.invocation()));
        assertThat(events.of(EventType.STOPPED, UNIT)).hasSize(1);
        assertThat(failedUnits(host)).isEqualTo(failed);
      }
    }
  }

  private static void installEverywhere(LabHost host) throws Exception {
    host.writeUnit(
        UNIT, "[Service]\nExecStart=/bin/sleep 600\n[Install]\nWantedBy=multi-user.target\n");
    host.run(LabHost.GROUNDHOG, "install", "--all");
    host.run("systemctl", "enable", "--now", UNIT, "groundhog-agent.service");
  }

  private static String failedUnits(LabHost host) throws Exception {
    return host.run("systemctl", "list-units", "--failed", "--plain", "--no-legend", "--full");
  }
}
