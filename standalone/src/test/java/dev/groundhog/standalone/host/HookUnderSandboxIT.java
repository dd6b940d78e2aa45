package dev.groundhog.standalone.host;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The hook of a unit that systemd locks in, limits or surrounds with a broken environment still
 * records its crash.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HookUnderSandboxIT {
  private static final String HOST = "gh-sandbox";

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

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dynamic-user   | DynamicUser=yes
          strict         | ProtectSystem=strict
          private-tmp    | PrivateTmp=yes
          no-network     | PrivateNetwork=yes
          no-exec-memory | MemoryDenyWriteExecute=yes
          nobody         | User=nobody
          no-new-privs   | NoNewPrivileges=yes
          ten-tasks      | TasksMax=10
          little-memory  | MemoryMax=16M
          no-syscalls    | SystemCallFilter=@basic-io @file-system @process @signal execve ioctl
          no-home        | ProtectHome=yes
          no-unix        | RestrictAddressFamilies=AF_INET
          no-devices     | PrivateDevices=yes
          private-users  | PrivateUsers=yes
          no-files       | LimitFSIZE=0
          few-processes  | LimitNPROC=10
          preload        | Environment=LD_PRELOAD=/nonexistent.so
          no-path        | Environment=PATH=
          turkish        | Environment=LANG=tr_TR.UTF-8 LC_ALL=tr_TR.UTF-8
          c-locale       | Environment=LANG=C
          shell-startup  | Environment=ENV=/nonexistent BASH_ENV=/nonexistent IFS=0123456789
          all-of-it      | DynamicUser=yes PrivateNetwork=yes MemoryDenyWriteExecute=yes NoNewPrivileges=yes
          """)
  void a_crash_is_recorded_with_its_tail_and_the_unit_fails_as_it_would_without(
      String name, String options) throws Exception {
    String unit = "ghx-" + name + ".service";
    crash(unit, "", options.replaceAll(" (?=[A-Z][A-Za-z]+=)(?!LC_|ENV|BASH|IFS)", "\n"));

    assertIsTheCrash(events.stopOf(unit));
    assertThat(host.tryRun("systemctl", "show", "-p", "Result,NRestarts", unit))
        .contains("Result=exit-code", "NRestarts=0");
  }

  @Test
  void a_crash_under_limits_that_the_kernel_enforces_is_recorded() throws Exception {
    assumeTrue(hasLimits, "no control groups to give, so nothing was limited");
    String groups = "/sys/fs/cgroup/*/system.slice/ghx-limits.service/";
    host.installUnit(
        "ghx-limits.service",
        """
        [Service]
        MemoryMax=16M
        TasksMax=10
        ExecStart=/bin/sh -c 'cat %1$smemory.limit_in_bytes %1$spids.max; echo last words; exit 3'
        """
            .formatted(groups));
    host.tryRun("systemctl", "start", "ghx-limits.service");

    UnitEvent stop = events.stopOf("ghx-limits.service");
    assertIsTheCrash(stop);
    assertThat(requireNonNull(stop.tail()).lines()).contains(Long.toString(16 << 20), "10");
  }

  @Test
  void a_unit_that_logs_only_warnings_loses_the_journals_tail_and_nothing_else() throws Exception {
    crash("ghx-quiet.service", "", "LogLevelMax=warning");

    UnitEvent stop = events.stopOf("ghx-quiet.service");
    assertThat(stop.exitStatus()).isEqualTo("3");
    assertThat(stop.planned()).isFalse();
  }

  @Test
  void a_template_instance_and_a_name_with_other_letters_keep_their_names() throws Exception {
    host.installUnit("ghx-worker@.service", unit("", ""));
    host.tryRun("systemctl", "start", "ghx-worker@7.service");
    String umlaut = "ghx-caf\\xc3\\xa9.service";
    crash(umlaut, "", "Environment=LANG=C");

    assertIsTheCrash(events.stopOf("ghx-worker@7.service"));
    assertIsTheCrash(events.stopOf(umlaut));
  }

  @Test
  void every_type_of_service_is_recorded_once_per_run() throws Exception {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("oneshot", "/bin/sh -c 'echo last words; exit 3'");
    types.put("notify", "/bin/sh -c 'echo last words; systemd-notify --ready; sleep 0.2; exit 3'");
    types.put("forking", "/bin/sh -c 'echo last words; sh -c \"sleep 0.5; exit 3\" & exit 0'");
    for (Map.Entry<String, String> type : types.entrySet()) {
      String unit = "ghx-type-" + type.getKey() + ".service";
      host.installUnit(
          unit,
          "[Service]\nType=%s\nNotifyAccess=all\nExecStart=%s\n"
              .formatted(type.getKey(), type.getValue()));
      host.tryRun("systemctl", "start", unit);
      UnitEvent stop = events.stopOf(unit);
      assertThat(stop.exitStatus()).as(unit).isEqualTo("3");
      assertThat(stop.planned()).as(unit).isFalse();
      assertThat(events.all().stream().filter(e -> unit.equals(e.unit())))
          .as(unit)
          .hasSize(2)
          .extracting(UnitEvent::invocation)
          .containsOnly(stop.invocation());
    }
  }

  @Test
  void a_systemctl_that_hangs_costs_less_than_the_deadline_and_only_the_intent() throws Exception {
    // First in the path of the hook, and of the agent.
    host.write("/usr/sbin/systemctl", "#!/bin/sh\nexec sleep 60\n");
    host.run("chmod", "755", "/usr/sbin/systemctl");
    try {
      String unit = "ghx-hanging.service";
      host.write("/etc/systemd/system/" + unit, unit("", "LogLevelMax=warning"));
      host.write(
          "/etc/systemd/system/" + unit + ".d/50-groundhog.conf",
          "[Service]\nExecStopPost=-+/usr/lib/groundhog/bin/groundhog-hook stopped %n\n");
      host.run("/usr/bin/systemctl", "daemon-reload");
      host.tryRun("/usr/bin/systemctl", "start", "--wait", unit);

      UnitEvent stop = events.stopOf(unit);
      assertThat(stop.exitStatus()).isEqualTo("3");
      assertThat(stop.planned()).as("nobody could say").isNull();
    } finally {
      host.run("rm", "/usr/sbin/systemctl");
    }
  }

  private void crash(String unit, String service, String options) throws Exception {
    host.installUnit(unit, unit(service, options));
    host.tryRun("systemctl", "start", unit);
  }

  private static String unit(String service, String options) {
    return "[Service]\n%s\n%s\nExecStart=/bin/sh -c 'echo last words; exit 3'\n"
        .formatted(service, options);
  }

  private static void assertIsTheCrash(UnitEvent stop) {
    assertThat(stop.result()).isEqualTo(ServiceResult.EXIT_CODE);
    assertThat(stop.exitStatus()).isEqualTo("3");
    assertThat(stop.planned()).isFalse();
    assertThat(stop.tail()).isNotNull();
    assertThat(stop.tail().lines()).contains("last words");
  }
}
