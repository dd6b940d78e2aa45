package dev.groundhog.ctl.diff;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.ctl.diff.Change.Kind;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.transfer.RandomFleet;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Topic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesDiffTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

  private final MemorySource log = new MemorySource(1);
  private long offset;

  @Test
  void the_answer_comes_first_and_then_what_changes() throws Exception {
    loop("chat.service", 0, 6);
    loop("mailer.service", 600, 3);
    loop("backup.service", 1200, 2);
    RulesDiff diff =
        diff(
            """
            defaults: {hostLoop: {crashes: 5, within: 5m}}
            units: [{match: 'backup.service', hostLoop: {crashes: 2, within: 5m}}]
            """);
    assertThat(new RulesDiffText(Ansi.OFF, ZoneOffset.UTC).lines(diff, "new.yaml"))
        .containsExactly(
            "new.yaml tells 2 incidents instead of 2, and notifies people 4 times instead of 4.",
            "1 gone, 1 new, 1 later (by up to 20s), 0 earlier, 0 otherwise, 0 the same",
            "",
            "gone       2026-11-22 12:10:00  mailer.service  3 crashes on 1 host",
            "new        2026-11-22 12:20:00  backup.service  2 crashes on 1 host",
            "later      2026-11-22 12:00:00  chat.service    6 crashes on 1 host",
            "           20s later");
  }

  @Test
  void what_is_told_at_the_same_moment_but_otherwise_says_how() throws Exception {
    loop("chat.service", 0, 3);
    RulesDiff diff = diff("defaults: {channel: '#chat'}\n");
    assertThat(diff.count(Kind.OTHERWISE)).isEqualTo(1);
    assertThat(diff.changes().get(0).lines())
        .containsExactly("channel #chat instead of the sink's own");
    StringWriter json = new StringWriter();
    RulesDiffText.json(diff, new PrintWriter(json));
    assertThat(json.toString())
        .contains("\"kind\":\"change\",\"change\":\"otherwise\"")
        .contains("\"otherwise\":1,\"same\":0");
  }

  @Property(tries = 30)
  void the_same_rules_change_nothing(@ForAll long seed) throws Exception {
    MemorySource fleet = new RandomFleet(seed).events();
    Rules same = RulesFile.parse(RandomFleet.RULES);
    TimeRange all = new TimeRange(RandomFleet.NINE, Source.LATEST);
    RulesDiff diff = RulesDiff.of((rules, to) -> new Replay(fleet).run(all, rules, to), same);
    assertThat(diff.changes()).allMatch(change -> change.kind() == Kind.SAME);
    assertThat(diff.now()).isEqualTo(diff.before());
  }

  private RulesDiff diff(String rules) throws Exception {
    for (int minute = 1; minute < 90; minute++)
      add(minute * 60, null, "{\"type\":\"tick\",\"host\":\"\"}");
    TimeRange all = new TimeRange(NOON, Source.LATEST);
    return RulesDiff.of((each, to) -> new Replay(log).run(all, each, to), RulesFile.parse(rules));
  }

  /** One crash each ten seconds. */
  private void loop(String unit, int after, int crashes) {
    for (int i = 0; i < crashes; i++) {
      String event =
          "{\"type\":\"stopped\",\"host\":\"web-1\",\"unit\":\"%s\",\"result\":\"signal\",\"id\":\"%s%d\"}"
              .formatted(unit, unit, i);
      add(after + 10 * i, "web-1", event);
    }
  }

  private void add(int second, @Nullable String key, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    log.add(new LogRecord(Topic.UNIT_EVENTS, 0, offset++, NOON.plusSeconds(second), key, bytes));
  }
}
