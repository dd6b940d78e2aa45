package dev.groundhog.ctl.anonymise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpeechesTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");

  /** Each of these words is a common one, which an export keeps if it is no name. */
  @Test
  void names_that_only_people_mention_are_names_in_all_texts() throws Exception {
    List<ControlEvent> said =
        List.of(
            mark("critical path moved").build(),
            mark("all is well").by("Will").build(),
            mark("look").unit("timeout").build(),
            mark("new disks")
                .type(ControlType.SILENCE)
                .silence(
                    new Silence(
                        "parser@12.service",
                        "memory-7.example.org",
                        Map.of("team", "kernel-9"),
                        null,
                        NINE,
                        NINE.plusSeconds(60)))
                .build(),
            mark("Will: timeout of parser@12 on memory-7, kernel-9; error 12, 7, 9").build());
    Disguise disguise = Disguise.of("a key for tests".getBytes(StandardCharsets.UTF_8));
    for (ControlEvent event : said) disguise.meet(record(event));
    LogRecord masked = disguise.mask(record(said.get(4)));
    assertThat(masked).isNotNull();
    String text = Wire.CONTROL.decode(masked == null ? null : masked.value()).text();
    assertThat(text)
        .doesNotContainIgnoringCase("will", "timeout", "parser", "memory", "kernel")
        .doesNotContain("@12", "-7", "-9")
        .endsWith("; error 12, 7, 9");
  }

  private static ControlEventBuilder mark(String text) {
    return ControlEventBuilder.builder()
        .type(ControlType.MARK)
        .id("m-00000001")
        .at(NINE)
        .text(text);
  }

  private static LogRecord record(ControlEvent event) {
    return new LogRecord(Topic.CONTROL, 0, 0, NINE, event.id(), Wire.CONTROL.encode(event));
  }
}
