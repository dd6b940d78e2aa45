package dev.groundhog.ctl.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesCommandTest {
  private static final String RULES =
      """
      defaults:
        notifyEvery: 10m
      units:
        - match: "payments-*.service"
          channel: "#payments"
        - match: "worker@*"
          labels: {env: prod}
          hostLoop: [{crashes: 2, within: 90s}, {crashes: 10, within: 1h}]
          wave: {hosts: 2, share: 20%, within: 1d}
          remind: []
      """;

  @TempDir Path temp;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void a_good_file_is_good() throws IOException {
    assertThat(ctl("check", file(RULES))).isZero();

    assertThat(out).hasToString(temp.resolve("rules.yaml") + ": good, 2 entries for units\n");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void a_misspelt_rule_is_shown_with_its_place_and_what_was_meant() throws IOException {
    assertThat(ctl("check", file("defaults:\n  notifyevry: 10m\n"))).isEqualTo(1);

    assertThat(err.toString())
        .contains("line 2, column 3: no such rule: notifyevry; did you mean notifyEvery?");
  }

  @Test
  void an_entry_that_no_crash_can_reach_is_a_warning() throws IOException {
    String shadowed = RULES + "  - match: \"payments-eu-*.service\"\n    gaveUp: false\n";
    assertThat(ctl("check", file(shadowed))).isZero();

    assertThat(out.toString())
        .contains(
            "warning: units[2] (payments-eu-*.service) is never used: units[0]"
                + " (payments-*.service) stands before it");
  }

  @Test
  void a_file_that_is_not_there_is_bad_usage() {
    assertThat(ctl("check", temp.resolve("gone").toString())).isEqualTo(2);

    assertThat(err.toString()).contains("there is no such file");
  }

  @Test
  void the_first_entry_that_matches_is_named_with_why_the_others_do_not() throws IOException {
    ctl("explain", "worker@3.service", "--label", "env=prod", "--rules", file(RULES));

    assertThat(out.toString().replace(temp.toString(), ""))
        .isEqualTo(
            """
            worker@3.service, of the family worker@.service, by /rules.yaml

                units[0]      payments-*.service                        no: another name
              → units[1]      worker@*  env=prod                        yes, the first that matches
                defaults                                                not needed

                hostLoop      2 crashes in 90s, or 10 crashes in 1h     set for units[1]
                wave          2 hosts, or 20% if that is more, in 1d    set for units[1]
                gaveUp        told at once                              as built in
                severity      critical: 11 hosts, or 50%, or gave up    as built in
                everyStop     not told by itself                        as built in
                resolveAfter  10m                                       as built in
                reopenWithin  30m                                       as built in
                updateEvery   45s                                       as built in
                notifyEvery   10m                                       set in defaults
                spread        2, 3, 5, 10, 20, 50, 100, 200, 500, 1000  as built in
                remind        never                                     set for units[1]
                lateness      1d                                        as built in
                channel       the sink's slack.channel                  as built in
            """);
  }

  @Test
  void a_label_that_differs_is_the_reason() throws IOException {
    ctl("explain", "worker@3.service", "--label", "env=test", "--rules", file(RULES));

    assertThat(out.toString())
        .contains("no: env is test")
        .containsPattern("→ defaults +yes, no entry matches");
  }

  @Test
  void nothing_is_explained_by_a_file_that_cannot_be_used() throws IOException {
    int status = ctl("explain", "chat.service", "--rules", file("units: [{match: x, wawe: 3}]"));

    assertThat(status).isEqualTo(2);
    assertThat(err.toString()).contains("Nothing was explained.");
  }

  private String file(String text) throws IOException {
    return Files.writeString(temp.resolve("rules.yaml"), text).toString();
  }

  private int ctl(String... args) {
    CommandLine line = CtlMain.commandLine(Map.of());
    line.setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    String[] all = new String[args.length + 1];
    all[0] = "rules";
    System.arraycopy(args, 0, all, 1, args.length);
    return line.execute(all);
  }
}
