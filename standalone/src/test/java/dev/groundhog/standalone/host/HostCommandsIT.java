package dev.groundhog.standalone.host;

import static dev.groundhog.standalone.host.LabHost.GROUNDHOG;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.groundhog.events.EventType;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What people type, on a host with a real systemd: install, uninstall, doctor, send. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class HostCommandsIT {
  private static final String HOST = "gh-commands";
  private static final String NO_BROKER = "127.0.0.1:1";

  @SuppressWarnings("NullAway.Init")
  private LabHost host;

  @BeforeEach
  void boot() throws Exception {
    LabHost.assumePossible();
    host = LabHost.boot(HOST);
    unit("ghcmd-crash.service", "[Service]\nExecStart=/bin/sh -c 'exit 3'\n");
    unit("ghcmd-job.service", "[Service]\nType=oneshot\nExecStart=/bin/sh -c 'exit 3'\n");
    unit("ghcmd-job.timer", "[Timer]\nOnCalendar=yearly\n");
    unit("ghcmd-out.service", "[Service]\nExecStart=/bin/sh -c 'exit 3'\n");
    host.run("systemctl", "daemon-reload");
  }

  @AfterEach
  void powerOff() throws Exception {
    if (host != null) host.close();
  }

  @Test
  void all_hooks_a_unit_that_nobody_named_and_no_masked_one_and_uninstall_leaves_no_trace()
      throws Exception {
    List<String> before = listing();

    host.sh(GROUNDHOG + " install --all --except ghcmd-out");
    host.sh(
        "systemctl start ghcmd-crash; systemctl start ghcmd-out; systemctl start ghcmd-job || :");
    host.sh(
        "systemd-run -q --wait sh -c 'exit 4' || systemd-run -q --wait --unit=ghcmd-own sh -c 'exit"
            + " 4' || :");

    assertThat(stoppedUnits()).contains("ghcmd-crash.service", "ghcmd-own.service");
    assertThat(stoppedUnits())
        .as("a mask, a timer's job, a transient unit without a name, one of systemd's own")
        .doesNotContain("ghcmd-out.service", "ghcmd-job.service")
        .noneMatch(unit -> unit.startsWith("run-") || unit.startsWith("systemd-"));
    assertThat(
            host.sh(
                "systemctl show -p ExecStopPost systemd-fsck@x.service systemd-journald.service"))
        .doesNotContain("groundhog-hook");

    host.sh(
        GROUNDHOG + " install --all --except ghcmd-out; " + GROUNDHOG + " uninstall ghcmd-crash");
    assertThat(host.sh("systemctl show -p ExecStopPost ghcmd-crash"))
        .doesNotContain("groundhog-hook");

    host.sh(GROUNDHOG + " uninstall --all");
    assertThat(listing()).isEqualTo(before);
    assertThat(host.sh("systemctl show -p ExecStopPost ghcmd-own cron"))
        .doesNotContain("groundhog-hook");
  }

  @Test
  void the_doctor_is_content_with_a_healthy_host_and_names_what_is_wrong_with_a_broken_one()
      throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      host.configure(broker.bootstrapServers());
      host.installAgent();
      host.run("systemctl", "enable", "--now", "groundhog-agent");
      host.sh(GROUNDHOG + " install ghcmd-crash");
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(
              () ->
                  assertThat(doctor())
                      .contains("acknowledged a test event")
                      .doesNotContain("FAIL")
                      .contains("exit 0"));
      assertThat(published(broker))
          .as("the test event says that it is one")
          .anyMatch(e -> e.type() == EventType.NOTE && "true".equals(e.labels().get("doctor")));

      host.sh("mv /usr/lib/groundhog/bin/groundhog-hook /tmp/");
      assertThat(doctor()).contains("groundhog-hook is not there").contains("exit 1");
      host.sh("mv /tmp/groundhog-hook /usr/lib/groundhog/bin/");

      unit("ghcmd-crash.service.d/90-own.conf", "[Service]\nExecStopPost=\n");
      host.sh("systemctl daemon-reload");
      assertThat(doctor())
          .contains(
              "the hook is not in effect; /etc/systemd/system/ghcmd-crash.service.d/90-own.conf")
          .contains("such as 40-own.conf");
      host.sh("rm /etc/systemd/system/ghcmd-crash.service.d/90-own.conf; systemctl daemon-reload");

      timestampsOf(broker, "CreateTime");
      assertThat(doctor())
          .contains("message.timestamp.type: expected LogAppendTime, found CreateTime")
          .contains("--add-config message.timestamp.type=LogAppendTime");
      timestampsOf(broker, "LogAppendTime");

      host.sh(
          "mount --bind /var/spool/groundhog /var/spool/groundhog; mount -o remount,ro,bind"
              + " /var/spool/groundhog");
      assertThat(doctor())
          .contains("cannot be written to: Read-only file system")
          .contains("remount,rw");
      host.sh("umount -l /var/spool/groundhog"); // the agent holds its lock in there

      host.sh("systemctl stop groundhog-agent");
      assertThat(doctor())
          .contains("does not run (inactive)")
          .contains("systemctl enable --now groundhog-agent.service");

      host.configure(NO_BROKER);
      assertThat(doctor()).contains("no connection to " + NO_BROKER).contains("nc -vz 127.0.0.1 1");
      host.configure("kafka.invalid:9092");
      assertThat(doctor()).contains("no address is known for kafka.invalid");
    }
  }

  @Test
  void send_delivers_where_no_agent_runs_and_a_start_up_cache_changes_nothing() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      host.configure(NO_BROKER);
      assertThat(host.sh(GROUNDHOG + " send stopped ghcmd-a --exit-status 3 2>&1"))
          .contains("1 event waits in the spool for the next run");
      host.configure(broker.bootstrapServers());
      assertThat(host.sh("/usr/lib/groundhog/bin/groundhog-warm-up"))
          .contains("made /var/cache/groundhog/");

      host.sh("echo later | " + GROUNDHOG + " send note --title backup --strict --within 30s");

      assertThat(published(broker))
          .extracting(UnitEvent::unit, UnitEvent::exitStatus, UnitEvent::text)
          .containsExactly(tuple("ghcmd-a.service", "3", null), tuple(null, null, "later"));
      host.sh("head -c 1000 /dev/urandom | tee /var/cache/groundhog/groundhog.* >/dev/null");
      assertThat(host.sh(GROUNDHOG + " send note --text x --strict --within 30s 2>&1")).isEmpty();
    }
  }

  private static List<UnitEvent> published(TestBroker broker) {
    try (HostEvents events = new HostEvents(broker.bootstrapServers(), HOST)) {
      return events.untilNothingMore();
    }
  }

  private String doctor() throws Exception {
    return host.sh(GROUNDHOG + " doctor 2>&1 && echo exit 0 || echo exit 1");
  }

  private static void timestampsOf(TestBroker broker, String type) throws Exception {
    var topic = new ConfigResource(ConfigResource.Type.TOPIC, Topic.UNIT_EVENTS.topicName());
    var entry = new ConfigEntry("message.timestamp.type", type);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(topic, List.of(new AlterConfigOp(entry, AlterConfigOp.OpType.SET))))
          .all()
          .get(30, TimeUnit.SECONDS);
      await()
          .atMost(Duration.ofSeconds(30))
          .until(
              () -> {
                var configs = admin.describeConfigs(List.of(topic)).all().get();
                var found = requireNonNull(configs.get(topic)).get("message.timestamp.type");
                return type.equals(found.value());
              });
    }
  }

  private List<String> stoppedUnits() throws Exception {
    return host.sh("grep -lx type=stopped /var/spool/groundhog/* | xargs grep -h ^unit= | sort -u")
        .lines()
        .map(line -> line.substring("unit=".length()))
        .toList();
  }

  /** Everything in {@code /etc}, and nothing of what systemd itself keeps there. */
  private List<String> listing() throws IOException {
    try (Stream<Path> all = Files.walk(host.path("/etc"))) {
      return all.map(Path::toString).sorted().toList();
    }
  }

  private void unit(String name, String text) throws IOException {
    host.write("/etc/systemd/system/" + name, text);
  }
}
