package dev.groundhog.standalone.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What systemd, the kernel and a person can do to a unit, and what its event says of it. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlannedOrCrashIT {
  private static final String HOST = "gh-planned";

  /** As a JVM does: SIGTERM ends it in an orderly way, with status 143. */
  private static final String LIKE_A_JVM =
      "/bin/sh -c 'trap \"exit 143\" TERM; while :; do sleep 0.05; done'";

  private static final String RUNS = "/bin/sleep 600";

  @SuppressWarnings("NullAway.Init")
  private TestBroker broker;

  @SuppressWarnings("NullAway.Init")
  private LabHost host;

  @SuppressWarnings("NullAway.Init")
  private HostEvents events;

  private boolean hasLimits;

  @BeforeAll
  void boot() throws Exception {
    LabHost.assumePossible();
    broker = TestBroker.start(TestBroker.Kind.EMBEDDED);
    host = LabHost.boot(HOST);
    hasLimits = host.enforceLimits();
    host.startAgent(broker.bootstrapServers());
    events = new HostEvents(broker.bootstrapServers(), HOST);
  }

  @AfterAll
  void powerOff() throws Exception {
    if (events != null) events.close();
    if (host != null) host.close();
    if (broker != null) broker.close();
  }

  @Test
  void systemctl_stop_is_planned() throws Exception {
    UnitEvent stop = after("ghp-stop.service", RUNS, "", "stop");

    assertThat(stop.planned()).isTrue();
    assertThat(stop.result()).isEqualTo(ServiceResult.SUCCESS);
  }

  @Test
  void systemctl_restart_is_planned() throws Exception {
    UnitEvent stop = after("ghp-restart.service", RUNS, "", "restart");

    assertThat(stop.planned()).isTrue();
  }

  @Test
  void a_jvms_exit_143_on_a_stop_is_planned_although_systemd_calls_it_a_failure() throws Exception {
    UnitEvent stop = after("ghp-jvm.service", LIKE_A_JVM, "", "stop");

    assertThat(stop.planned()).isTrue();
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitStatus()).isEqualTo("143");
  }

  @Test
  void a_jvms_exit_143_on_a_stop_is_planned_where_systemd_may_not_log_it_too() throws Exception {
    UnitEvent stop = after("ghp-jvm-quiet.service", LIKE_A_JVM, "LogLevelMax=warning", "stop");

    assertThat(stop.planned()).isTrue();
    assertThat(stop.exitStatus()).isEqualTo("143");
  }

  @Test
  void a_stop_by_isolate_is_planned() throws Exception {
    host.write(
        "/etc/systemd/system/ghp-rescue.target",
        """
        [Unit]
        AllowIsolate=yes
        Requires=basic.target
        Wants=groundhog-agent.service dbus.service systemd-journald.service
        """);
    host.installUnit("ghp-isolated.service", "[Service]\nExecStart=" + RUNS + '\n');
    host.run("systemctl", "daemon-reload");
    host.run("systemctl", "start", "ghp-isolated.service");

    host.tryRun("systemctl", "isolate", "ghp-rescue.target");

    assertThat(events.stopOf("ghp-isolated.service").planned()).isTrue();
  }

  @Test
  void a_sigterm_by_hand_was_not_asked_of_systemd_and_ended_well() throws Exception {
    UnitEvent stop = after("ghp-term.service", RUNS, "", "kill", "-s", "TERM");

    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.SUCCESS);
    assertThat(stop.exitStatus()).isEqualTo("TERM");
  }

  @Test
  void a_sigkill_by_hand_is_a_crash() throws Exception {
    UnitEvent stop = after("ghp-kill.service", RUNS, "", "kill", "-s", "KILL");

    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.SIGNAL);
    assertThat(stop.exitStatus()).isEqualTo("KILL");
  }

  @Test
  void a_service_that_exits_0_again_and_again_shows_rising_restarts() throws Exception {
    String unit = "ghp-clean.service";
    start(unit, "/bin/true", "Restart=always\nRestartSec=200ms");

    UnitEvent later =
        events.first(
            "the third restart",
            Duration.ofSeconds(30),
            e ->
                unit.equals(e.unit())
                    && e.type() == EventType.STOPPED
                    && Integer.valueOf(2).equals(e.restarts()));
    assertThat(later.planned()).isFalse();
    assertThat(later.result()).isEqualTo(ServiceResult.SUCCESS);
  }

  @Test
  void a_watchdog_that_barks_is_a_crash() throws Exception {
    String feeds = "/bin/sh -c 'systemd-notify --ready; sleep 600'";
    start("ghp-watchdog.service", feeds, "Type=notify\nNotifyAccess=all\nWatchdogSec=1");

    UnitEvent stop = events.stopOf("ghp-watchdog.service");
    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.WATCHDOG);
  }

  @Test
  void a_process_that_was_frozen_is_a_crash_by_the_watchdog() throws Exception {
    String feeds = "/bin/sh -c 'while systemd-notify --ready WATCHDOG=1; do sleep 0.3; done'";
    String options = "Type=notify\nNotifyAccess=all\nWatchdogSec=2\nTimeoutAbortSec=1";
    UnitEvent stop = after("ghp-frozen.service", feeds, options, "kill", "-s", "STOP");

    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.WATCHDOG);
  }

  @Test
  void a_segmentation_fault_is_a_crash_with_or_without_a_core_dump() throws Exception {
    UnitEvent stop = after("ghp-segv.service", RUNS, "LimitCORE=infinity", "kill", "-s", "SEGV");

    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isIn(ServiceResult.SIGNAL, ServiceResult.CORE_DUMP);
    assertThat(stop.exitStatus()).isEqualTo("SEGV");
  }

  @Test
  void a_start_that_takes_too_long_is_a_crash() throws Exception {
    start("ghp-slow.service", RUNS, "Type=notify\nTimeoutStartSec=1");

    UnitEvent stop = events.stopOf("ghp-slow.service");
    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.TIMEOUT);
  }

  @Test
  void a_failed_start_command_before_the_main_one_is_a_crash_without_an_exit_code()
      throws Exception {
    start("ghp-pre.service", RUNS, "ExecStartPre=/bin/false");

    UnitEvent stop = events.stopOf("ghp-pre.service");
    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitCode()).isNull();
  }

  @Test
  void a_condition_that_does_not_hold_says_so() throws Exception {
    start("ghp-condition.service", RUNS, "ExecCondition=/bin/false");

    UnitEvent stop = events.stopOf("ghp-condition.service");
    assertThat(stop.result()).isEqualTo(ServiceResult.EXEC_CONDITION);
  }

  /** With control groups of the first kind, systemd does not learn who sent the SIGKILL. */
  @Test
  void a_process_that_the_kernel_kills_for_want_of_memory_crashed() throws Exception {
    assumeTrue(hasLimits, "no memory control groups to give, so nothing ran out of memory");
    host.write("/root/eat.pl", "my $x = 'a' x (200 * 1024 * 1024); sleep 600;\n");
    start("ghp-oom.service", "/usr/bin/perl /root/eat.pl", "MemoryMax=20M");

    UnitEvent stop = events.stopOf("ghp-oom.service");
    assertThat(stop.planned()).isFalse();
    assertThat(stop.result()).isIn(ServiceResult.SIGNAL, ServiceResult.OOM_KILL);
    assertThat(stop.exitStatus()).isEqualTo("KILL");
  }

  /** What its event says after {@code systemctl VERB UNIT}. */
  private UnitEvent after(String unit, String command, String options, String... verb)
      throws Exception {
    start(unit, command, options);
    String[] systemctl = new String[verb.length + 2];
    systemctl[0] = "systemctl";
    System.arraycopy(verb, 0, systemctl, 1, verb.length);
    systemctl[verb.length + 1] = unit;
    host.run(systemctl);
    return events.stopOf(unit);
  }

  private void start(String unit, String command, String options) throws Exception {
    host.installUnit(unit, "[Service]\nExecStart=" + command + '\n' + options + '\n');
    host.tryRun("systemctl", "start", unit);
  }
}
