package dev.groundhog.producer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.doctor.Finding.Level;
import dev.groundhog.producer.doctor.KafkaSeen.Step;
import dev.groundhog.producer.install.InEffect;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What each observation means; nothing of this host is looked at. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FindingsTest {
  private static final long NOV_2026 = 1_795_000_000_000L;
  private static final Path HOOK = Path.of("/usr/lib/groundhog/bin/groundhog-hook");
  private static final Path SPOOL = Path.of("/var/spool/groundhog");

  @Test
  void a_host_with_an_old_systemd_a_common_name_or_a_wrong_clock_is_said_to_have_it() {
    assertThat(host(252, "web-1", NOV_2026)).allMatch(f -> f.level() == Level.OK);
    assertThat(worst(host(219, "web-1", NOV_2026)).says()).contains("219 is older than 239");
    assertThat(worst(host(252, "localhost", NOV_2026)).mend()).contains("hostnamectl");
    assertThat(worst(host(252, "web-1", 86_400_000)).mend()).contains("timedatectl");
  }

  @Test
  void a_hook_that_is_missing_says_that_nothing_is_recorded() {
    Finding finding = worst(HookSeen.missing(HOOK, false).findings());

    assertThat(finding.level()).isEqualTo(Level.FAIL);
    assertThat(finding.says()).contains(HOOK + " is not there").contains("nothing is recorded");
  }

  @Test
  void a_hook_that_may_not_run_needs_a_mode() {
    assertThat(worst(HookSeen.missing(HOOK, true).findings()).mend())
        .isEqualTo("chmod 755 " + HOOK);
  }

  @Test
  void a_hook_that_fails_or_writes_nothing_is_shown_with_its_own_words() {
    assertThat(worst(hook(4, false, 20, "cannot write\n")).says())
        .endsWith("it fails: cannot write");
    assertThat(worst(hook(0, false, 20, "")).level()).isEqualTo(Level.FAIL);
  }

  @Test
  void a_hook_that_needs_more_than_half_its_time_is_a_warning() {
    assertThat(worst(hook(0, true, 499, "")).level()).isEqualTo(Level.OK);
    assertThat(worst(hook(0, true, 501, "")).level()).isEqualTo(Level.WARN);
  }

  @Test
  void a_healthy_spool_says_how_much_space_and_how_much_waits() {
    assertThat(spool("root", 0700, null, 3, 2_000, 0, -1, "disk"))
        .extracting(Finding::says)
        .containsExactly(
            "/var/spool/groundhog can be written to, 20 GiB free",
            "3 events wait, the oldest for 2 s");
  }

  @Test
  void what_is_wrong_with_a_spool_is_said_with_the_command_that_mends_it() {
    assertThat(worst(spool("root", 0700, "Read-only file system", 0, 0, 0, -1, "disk")).mend())
        .contains("remount,rw");
    assertThat(worst(spool("bob", 0700, null, 0, 0, 0, -1, "disk")).mend())
        .isEqualTo("chown root: /var/spool/groundhog");
    assertThat(worst(spool("root", 0722, null, 0, 0, 0, -1, "disk")).mend())
        .isEqualTo("chmod go-w /var/spool/groundhog");
    assertThat(worst(spool("root", 0700, null, 9, 300_001, 0, -1, "disk")).says())
        .isEqualTo("9 events wait, the oldest for 5 min");
    assertThat(worst(spool("root", 0700, null, 0, 0, 2, -1, "disk")).says())
        .contains("2 files are no event");
    assertThat(worst(spool("root", 0700, null, 0, 0, 0, 0777, "disk")).mend())
        .isEqualTo("chmod 1733 /var/spool/groundhog/notes");
    assertThat(worst(spool("root", 0700, null, 0, 0, 0, 01733, "full")).says())
        .contains("hooks write nothing");
    assertThat(worst(spool("root", 0700, null, 0, 0, 0, 01733, "run")).says()).contains("frozen");
    assertThat(worst(SpoolSeen.missing(SPOOL, "disk").findings()).says()).contains("is not there");
  }

  @Test
  void units_without_the_hook_with_a_missing_one_or_with_a_wiped_one_are_broken() {
    assertThat(worst(units(false, Set.of(), Set.of(), List.of(), Set.of())).says())
        .isEqualTo("no unit has the hook");
    assertThat(
            worst(units(false, Set.of("a.service"), Set.of("/x/hook"), List.of(), Set.of())).says())
        .contains("drop-ins call /x/hook");
    var wiped = new InEffect.Warning(true, "a.service: not in effect", "rename it");
    assertThat(worst(units(false, Set.of("a.service"), Set.of(), List.of(wiped), Set.of())))
        .isEqualTo(Finding.fail("units", "a.service: not in effect", "rename it"));
    assertThat(worst(units(true, Set.of(), Set.of(), List.of(), Set.of("cron.service"))).says())
        .isEqualTo("systemd will not call the hook of cron.service");
  }

  @Test
  void an_agent_that_does_not_run_is_broken_and_its_page_is_not_asked() {
    List<Finding> findings =
        new AgentSeen("failed", "enabled", 0, "http://127.0.0.1:7071/health", 0, "").findings();

    assertThat(findings.get(0).mend()).contains("systemctl enable --now groundhog-agent.service");
    assertThat(findings.get(1).level()).isEqualTo(Level.SKIPPED);
  }

  @Test
  void an_agent_that_would_not_survive_a_reboot_or_says_it_is_ill_is_said_to() {
    assertThat(worst(new AgentSeen("active", "disabled", 0, null, 0, "").findings()).mend())
        .isEqualTo("systemctl enable groundhog-agent.service");
    assertThat(
            worst(new AgentSeen("active", "enabled", 0, "p", 503, "kafka: Timeout").findings())
                .says())
        .isEqualTo("p: kafka: Timeout");
    assertThat(worst(new AgentSeen("active", "enabled", 9, null, 0, "").findings()).says())
        .contains("after 9 restarts");
  }

  @Test
  void a_journal_that_cannot_be_read_or_forgets_or_drops_is_said_to() {
    assertThat(worst(new JournalSeen(true, false, false, Set.of()).findings()).level())
        .isEqualTo(Level.FAIL);
    assertThat(worst(new JournalSeen(true, true, false, Set.of()).findings()).mend())
        .contains("mkdir -p /var/log/journal");
    assertThat(worst(new JournalSeen(true, true, true, Set.of("a.service")).findings()).says())
        .contains("lines were dropped in the last hour, of a.service");
    assertThat(worst(new JournalSeen(false, false, false, Set.of()).findings()).level())
        .isEqualTo(Level.OK);
  }

  @Test
  void the_way_to_kafka_ends_at_the_first_step_that_fails_and_the_test_event_is_not_tried() {
    List<Finding> findings =
        KafkaSeen.of("k:9092", Step.ok("names"), Step.failed("no connection", "nc")).findings();

    assertThat(findings)
        .extracting(Finding::level)
        .containsExactly(Level.OK, Level.FAIL, Level.SKIPPED);
  }

  @Test
  void clocks_that_differ_by_more_than_a_minute_are_said_to() {
    Step ok = Step.ok("fine");
    KafkaSeen seen = KafkaSeen.of("k:9092", ok, ok, ok, ok, ok, ok);

    assertThat(worst(seen.withClock(-60_000).findings()).level()).isEqualTo(Level.OK);
    assertThat(worst(seen.withClock(-7_200_000).findings()).says()).contains("differ by 2 h");
  }

  private static List<Finding> host(int version, String name, long wall) {
    return new HostSeen(true, OptionalInt.of(version), name, name, wall).findings();
  }

  private static List<Finding> hook(int exit, boolean wrote, long millis, String said) {
    return new HookSeen(HOOK, true, true, exit, wrote, millis, 1000, said).findings();
  }

  private static List<Finding> spool(
      String owner,
      int mode,
      @Nullable String unwritable,
      long waiting,
      long oldest,
      long bad,
      int notes,
      String word) {
    return new SpoolSeen(
            SPOOL, true, owner, mode, unwritable, 20L << 30, waiting, oldest, bad, notes, word)
        .findings();
  }

  private static List<Finding> units(
      boolean every,
      Set<String> named,
      Set<String> missing,
      List<InEffect.Warning> warnings,
      Set<String> running) {
    return new UnitsSeen(every, named, 3, missing, warnings, running, Set.of(), true).findings();
  }

  private static Finding worst(List<Finding> findings) {
    return findings.stream()
        .filter(f -> f.level() == Level.FAIL)
        .findFirst()
        .or(() -> findings.stream().filter(f -> f.level() == Level.WARN).findFirst())
        .orElse(findings.get(0));
  }
}
