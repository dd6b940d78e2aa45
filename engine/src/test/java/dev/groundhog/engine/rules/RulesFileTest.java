package dev.groundhog.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesFileTest {

  @Test
  void an_empty_file_is_the_built_in_rules() throws Exception {
    assertThat(RulesFile.parse("")).isEqualTo(Rules.BUILT_IN);
    assertThat(RulesFile.parse("# nothing\n")).isEqualTo(Rules.BUILT_IN);
  }

  @Test
  void the_documented_defaults_are_the_built_in_ones() throws Exception {
    Path docs = Path.of(System.getProperty("groundhog.root", "..")).resolve("docs/rules.yaml");
    assertThat(RulesFile.parse(Files.readString(docs)).defaults())
        .isEqualTo(Rules.BUILT_IN.defaults());
  }

  @Test
  void what_is_not_said_stays_as_built_in() throws Exception {
    UnitRules rules = RulesFile.parse("defaults: {resolveAfter: 1m}").defaults();
    assertThat(rules.resolveAfter()).isEqualTo(Duration.ofMinutes(1));
    assertThat(rules.hostLoop()).isEqualTo(Rules.BUILT_IN.defaults().hostLoop());
  }

  @Test
  void several_speeds_may_be_given_as_a_list() throws Exception {
    String yaml = "defaults:\n  hostLoop: [{crashes: 3, within: 5m}, {crashes: 10, within: 1h}]\n";
    assertThat(RulesFile.parse(yaml).defaults().hostLoop())
        .containsExactly(new Speed(3, Duration.ofMinutes(5)), new Speed(10, Duration.ofHours(1)));
  }

  @Test
  void the_first_entry_that_matches_unit_and_labels_wins() throws Exception {
    Rules rules =
        RulesFile.parse(
            """
            defaults: {resolveAfter: 7m}
            units:
              - match: "payments-*.service"
                labels: {env: staging}
                channel: "#quiet"
              - match: "payments-*.service"
                channel: "#payments"
                hostLoop: {crashes: 2, within: 10m}
            """);
    UnitRules payments = rules.of("payments-api.service", Map.of("env", "prod"));
    assertThat(payments.channel()).isEqualTo("#payments");
    assertThat(payments.hostLoop()).containsExactly(new Speed(2, Duration.ofMinutes(10)));
    assertThat(payments.resolveAfter()).isEqualTo(Duration.ofMinutes(7));
    assertThat(rules.of("payments-api.service", Map.of("env", "staging")).channel())
        .isEqualTo("#quiet");
    assertThat(rules.of("paymentsXapi.service", Map.of()).channel()).isNull();
  }

  @Test
  void a_wave_may_be_a_share_of_the_known_hosts() throws Exception {
    Wave wave = RulesFile.parse("defaults: {wave: {hosts: 3, share: 10%}}").defaults().wave();
    assertThat(wave.hostsNeeded(100)).isEqualTo(10);
    assertThat(wave.hostsNeeded(5)).isEqualTo(3);
    assertThat(wave.hostsNeeded(null)).isEqualTo(3);
    assertThat(wave.within()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void severity_is_a_word_or_what_makes_it_critical_over_what_the_defaults_say() throws Exception {
    Rules rules =
        RulesFile.parse(
            """
            defaults: {severity: {hosts: 50}}
            units:
              - {match: "a.service", severity: critical}
              - {match: "b.service", severity: warning}
              - {match: "c.service", severity: {share: 20%, gaveUp: false}}
            """);
    assertThat(rules.defaults().severity()).isEqualTo(new Critical(50, 0.5, true));
    assertThat(rules.of("a.service", Map.of()).severity()).isEqualTo(Critical.ALWAYS);
    assertThat(rules.of("b.service", Map.of()).severity()).isEqualTo(Critical.NEVER);
    assertThat(rules.of("c.service", Map.of()).severity()).isEqualTo(new Critical(50, 0.2, false));
  }

  @Test
  void a_share_makes_critical_only_where_the_hosts_are_known() {
    Critical rule = new Critical(11, 0.07, true);
    assertThat(rule.isReached(7, 100)).isTrue();
    assertThat(rule.isReached(6, 100)).isFalse();
    assertThat(rule.isReached(1, 1)).isFalse();
    assertThat(rule.isReached(10, null)).isFalse();
    assertThat(rule.isReached(11, null)).isTrue();
    assertThat(Critical.NEVER.isReached(5000, 5000)).isFalse();
    assertThat(Critical.ALWAYS.isReached(1, null)).isTrue();
  }

  @Test
  void what_is_wrong_is_said_with_line_and_column() {
    refused("defaults:\n  resolveAftr: 1m\n", "line 2, column", "no such rule: resolveAftr");
    refused("defaults:\n  resolveAfter: soon\n", "line 2", "expected a time such as 30s");
    refused("defaults:\n  hostLoop: {crashes: 0, within: 5m}\n", "hostLoop.crashes", "1 to 100");
    refused("defaults:\n  hostLoop: {crashes: 3}\n", "hostLoop.within: expected a time");
    refused("defaults: {hostLoop: []}", "at least one speed");
    refused("units:\n  - channel: x\n", "units[0].match: expected a glob");
    refused("defaults: {wave: {hosts: 3, share: lots}}", "0% to 100%");
    refused("defaults: [", "line 1");
    refused("defaults:\n  severity: critcal\n", "line 2, column", "severity", "mean critical?");
    refused("defaults:\n  severity: {host: 3}\n", "line 2, column 14", "mean hosts?");
    refused("defaults: {severity: {hosts: -1}}", "defaults.severity.hosts", "at least 0");
    refused("defaults: {severity: {share: half}}", "severity.share", "0% to 100%");
    refused("defaults: {severity: {hosts: many}}", "line 1", "severity.hosts");
    refused("defaults: {everyStop: perhaps}", "everyStop");
    refused("defaults: {gaveUp: perhaps}", "gaveUp");
  }

  @Test
  void an_entry_left_empty_is_refused_like_any_other_mistake() {
    refused("defaults:\n  spread: [2, ]\n  remind:\n    -\n", "line ", "remind");
    refused("defaults: {spread: [2, null]}", "spread");
    refused("defaults: {hostLoop: [null]}", "hostLoop");
    refused("units: [null]", "units");
    refused("units: [{match: a, labels: {env: }}]", "labels");
  }

  @Test
  void the_gap_is_the_longest_time_over_which_a_crash_can_matter() throws Exception {
    assertThat(Rules.BUILT_IN.defaults().gap()).isEqualTo(Duration.ofMinutes(40));
    assertThat(RulesFile.parse("defaults: {hostLoop: {crashes: 10, within: 2h}}").defaults().gap())
        .isEqualTo(Duration.ofHours(2));
  }

  private static void refused(String yaml, String... words) {
    assertThatThrownBy(() -> RulesFile.parse(yaml))
        .isInstanceOf(InvalidRulesException.class)
        .message()
        .contains(List.of(words))
        .doesNotContain("\n");
  }
}
