package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.ControlEvent.ControlType;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ControlEventTest {
  private static final String TIMES =
      "'from':'2026-11-22T12:00:00Z','until':'2026-11-22T13:00:00+00:00'";

  @Test
  void a_silence_written_by_hand_needs_an_id_something_to_match_and_two_times() throws Exception {
    ControlEvent event =
        read("{'id':'s','type':'silence','silence':{'unit':'chat'," + TIMES + "}}");
    assertThat(event.silence()).isEqualTo(Told.silence().unit("chat").from(Told.NOON).build());
    refused("{'id':'s','type':'silence'}", "silence: expected a value");
    refused("{'id':'s','type':'silence','silence':{" + TIMES + "}}", "found none of them");
    refused(
        "{'id':'s','type':'silence','silence':{'unit':'chat','from':'2026-11-22T12:00:00Z'}}",
        "silence.until: expected a value");
  }

  @Test
  void a_silence_by_what_only_a_later_version_knows_covers_nothing_here() {
    refused(
        "{'id':'s','type':'silence','silence':{'cause':'v1:9c1e'," + TIMES + "}}",
        "found none of them");
  }

  @Test
  void an_acknowledgement_names_its_incident() {
    refused("{'id':'a','type':'ack'}", "incident: expected a value");
  }

  @Test
  void a_type_of_a_later_version_is_unknown_whatever_else_it_says() throws Exception {
    ControlEvent event = read("{'id':'x','type':'forecast','silence':null,'days':['sat']}");
    assertThat(event.type()).isEqualTo(ControlType.UNKNOWN);
  }

  private static ControlEvent read(String json) throws MalformedEventException {
    return Wire.CONTROL.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String json, String why) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(why);
  }
}
