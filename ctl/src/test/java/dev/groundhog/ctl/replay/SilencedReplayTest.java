package dev.groundhog.ctl.replay;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.diff.RulesDiff;
import dev.groundhog.ctl.diff.RulesDiffText;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.JsonLines;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.ctl.timeline.Timeline;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Mute;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilencedReplayTest {
  private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
  private static final TimeRange RANGE = new TimeRange(NOON, Source.LATEST);

  private final List<LogRecord> crashes = new ArrayList<>();
  private final List<LogRecord> said = new ArrayList<>();

  @Test
  void news_that_somebody_did_not_want_to_hear_are_shown_with_the_silence_and_count_as_not_told() {
    silence("s-1", NOON.minusSeconds(60), Duration.ofHours(1));
    loop();
    assertThat(text())
        .contains("host-loop")
        .contains("┃ not told now, by silence s-1 of ada: new disks")
        .contains("not told: chat.service, 1 silenced");
    assertThat(replay(out -> new JsonLines(out, new Filter(null, null))))
        .contains("{\"kind\":\"held-back\",\"incident\":\"chat.service/")
        .contains("\"notTold\":{\"silenced\":{\"chat.service\":1}}");
  }

  @Test
  void news_for_a_channel_that_was_muted_are_shown_with_what_was_said_of_it() {
    Instant before = NOON.minusSeconds(60);
    said(
        ControlEventBuilder.builder()
            .id("rules")
            .type(ControlType.RULES)
            .at(before)
            .rules("defaults: {channel: '#batch'}\n")
            .build());
    said(
        ControlEventBuilder.builder()
            .id("mute:#batch")
            .type(ControlType.MUTE)
            .at(before)
            .by("ada")
            .mute(new Mute("#batch", "Mon-Sun 12:00-13:00"))
            .build());
    loop();
    assertThat(text()).contains("┃ not told now, by mute:#batch of ada");
  }

  @Test
  void a_silence_counts_as_it_stood_then_not_as_it_stands_now() {
    loop();
    silence("s-late", NOON.plus(Duration.ofHours(2)), Duration.ofHours(9));
    silence("s-past", NOON.minus(Duration.ofHours(3)), Duration.ofHours(1));
    assertThat(text()).contains("told once").doesNotContain("silence");
  }

  @Test
  void what_a_silence_holds_back_notifies_nobody_under_any_rules() {
    silence("s-1", NOON.minusSeconds(60), Duration.ofHours(1));
    loop();
    RulesDiff diff =
        RulesDiff.of(
            (rules, listener) -> new Replay(new Recorded()).run(RANGE, rules, listener),
            Rules.BUILT_IN);
    StringWriter out = new StringWriter();
    new RulesDiffText(Ansi.OFF, ZoneOffset.UTC).print(diff, "new.yaml", new PrintWriter(out));
    assertThat(out.toString())
        .startsWith("new.yaml tells 0 incidents instead of 0, and notifies people 0 times");
  }

  private void loop() {
    for (int i = 0; i < 3; i++) {
      String stopped =
          "{\"type\":\"stopped\",\"host\":\"web-1\",\"unit\":\"chat.service\",\"result\":\"signal\",\"id\":\"x"
              + i
              + "\"}";
      crashes.add(
          new LogRecord(
              Topic.UNIT_EVENTS,
              0,
              i,
              NOON.plusSeconds(i),
              "web-1",
              stopped.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /** Said at its beginning. */
  private void silence(String id, Instant from, Duration length) {
    ControlEvent event =
        ControlEventBuilder.builder()
            .id(id)
            .type(ControlType.SILENCE)
            .at(from)
            .by("ada")
            .text("new disks")
            .silence(
                SilenceBuilder.builder().unit("chat").from(from).until(from.plus(length)).build())
            .build();
    said(event);
  }

  private void said(ControlEvent event) {
    Instant at = requireNonNull(event.at());
    said.add(
        new LogRecord(Topic.CONTROL, 0, said.size(), at, event.id(), Wire.CONTROL.encode(event)));
  }

  private String text() {
    return replay(out -> new Timeline(out, new Filter(null, null), ZoneOffset.UTC));
  }

  private String replay(Function<PrintWriter, Listener> listener) {
    StringWriter out = new StringWriter();
    new Replay(new Recorded()).run(RANGE, null, listener.apply(new PrintWriter(out)));
    return out.toString();
  }

  /** What the test has put down. */
  private final class Recorded implements Source {
    @Override
    public int partitions() {
      return 1;
    }

    @Override
    public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
      crashes.forEach(reader);
    }

    @Override
    public void alerts(Consumer<LogRecord> reader) {}

    @Override
    public void controlEvents(Consumer<LogRecord> reader) {
      said.forEach(reader);
    }
  }
}
