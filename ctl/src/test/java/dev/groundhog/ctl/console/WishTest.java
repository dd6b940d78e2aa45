package dev.groundhog.ctl.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.ctl.console.Wish.BadWishException;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Silence;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WishTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  @Test
  void a_silence_covers_what_was_typed_from_now_for_so_long() {
    ControlEvent event =
        Wish.parse(
                """
                {"author":" ada ","text":"new disks","length":"2h","unit":"chat","host":"  "}
                """)
            .silence("s-1", NOW);
    Silence silence = Objects.requireNonNull(event.silence());
    assertThat(event.by()).isEqualTo("ada");
    assertThat(event.text()).isEqualTo("new disks");
    assertThat(silence.unit()).isEqualTo("chat");
    assertThat(silence.host()).as("nothing typed is any").isNull();
    assertThat(silence.from()).isEqualTo(NOW);
    assertThat(silence.until()).isEqualTo(NOW.plus(Duration.ofHours(2)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'text':'x','length':'2h','unit':'chat'}               | author: expected your name",
        "{'author':'a','length':'2h','unit':'chat'}             | text: expected why",
        "{'author':'a','text':'x','unit':'chat'}                | length: expected a time",
        "{'author':'a','text':'x','length':'soon','unit':'c'}   | length: expected a time",
        "{'author':'a','text':'x','length':'0s','unit':'c'}     | length: expected at most",
        "{'author':'a','text':'x','length':'181d','unit':'c'}   | length: expected at most 180d",
        "{'author':'a','text':'x','length':'2h'}                | silence: expected a unit",
        "{'author':'a','text':'x','length':'2h','scope':'all'}  | scope: expected unit",
        "{'author':7}                                           | expected a JSON object",
        "null                                                   | expected a JSON object",
        "{                                                      | expected a JSON object"
      })
  void what_is_missing_or_wrong_is_named_and_nothing_else_happens(String body, String why) {
    assertThatThrownBy(() -> Wish.parse(body.replace('\'', '"')).silence("s-1", NOW))
        .isInstanceOf(BadWishException.class)
        .hasMessageContaining(why);
  }

  @Test
  void a_silence_that_ends_keeps_why_it_was() {
    ControlEvent stands =
        Wish.parse("{\"author\":\"ada\",\"text\":\"disks\",\"length\":\"2h\",\"unit\":\"chat\"}")
            .silence("s-1", NOW);
    ControlEvent ended = Wish.parse("{\"author\":\"ben\"}").end(stands, NOW.plusSeconds(60));
    assertThat(ended.id()).isEqualTo("s-1");
    assertThat(ended.by()).isEqualTo("ben");
    assertThat(ended.text()).isEqualTo("disks");
    assertThat(Objects.requireNonNull(ended.silence()).until()).isEqualTo(NOW.plusSeconds(60));
  }
}
