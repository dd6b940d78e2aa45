package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WireTest {

  @Test
  void five_fields_written_by_hand_are_an_event() throws Exception {
    UnitEvent event =
        read(
            "{'type':'stopped','host':'web-1','unit':'a.service','at':'2026-11-22T11:22:41Z','result':'signal'}");
    assertThat(event.result()).isEqualTo(ServiceResult.SIGNAL);
    assertThat(event.at()).isEqualTo(Instant.parse("2026-11-22T11:22:41Z"));
    assertThat(event.labels()).isEmpty();
    assertThat(event.planned()).isNull();
  }

  @Test
  void unknown_fields_are_skipped_and_unknown_words_become_unknown() throws Exception {
    UnitEvent event =
        read("{'type':'stopped','host':'h','unit':'u','result':'melted','colour':{'r':1}}");
    assertThat(event.result()).isEqualTo(ServiceResult.UNKNOWN);
    assertThat(read("{'type':'reloaded','host':'h'}").type()).isEqualTo(EventType.UNKNOWN);
  }

  @Test
  void a_missing_host_is_named() {
    refused("{'type':'stopped','unit':'u'}", "host: expected a name, found nothing");
  }

  @Test
  void a_missing_unit_is_named_where_one_is_needed() throws Exception {
    refused("{'type':'gave-up','host':'h'}", "unit: expected a name, found nothing");
    assertThat(read("{'type':'alive','host':'h'}").unit()).isNull();
  }

  @Test
  void a_number_is_no_text_and_a_text_is_no_number() {
    refused("{'type':'stopped','host':5,'unit':'u'}", "host: expected String");
    refused("{'type':'alive','host':'h','age':'5'}", "age: expected Long");
    refused("{'type':7,'host':'h'}", "type: expected EventType");
    refused(
        "{'type':'stopped','host':'h','unit':'u','planned':'yes'}", "planned: expected Boolean");
    refused("{'type':'alive','host':'h','at':1732274561}", "at: expected Instant");
    refused("{'type':'alive','host':'h','labels':[]}", "labels: expected");
  }

  @Test
  void a_negative_age_is_refused() {
    refused(
        "{'type':'alive','host':'h','age':-1}", "age: expected milliseconds from 0 up, found -1");
  }

  @Test
  void what_is_no_json_object_is_refused() {
    refused("Server stopped on web-7", "expected a JSON object");
    refused("null", "expected a JSON object, found null");
    refused("[]", "UnitEvent");
    refused("{'type':'alive','host':'h'} trailing", "");
    assertThatThrownBy(() -> Wire.UNIT_EVENT.decode(null)).hasMessageContaining("found no value");
  }

  @Test
  void deep_nesting_is_refused_before_it_costs_anything() {
    refused("{'type':'alive','host':'h','x':" + "[".repeat(100_000), "nesting");
  }

  @Test
  void more_than_a_mebibyte_is_refused_unparsed() {
    byte[] big = new byte[Wire.MAX_BYTES + 1];
    assertThatThrownBy(() -> Wire.UNIT_EVENT.decode(big))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining("at most 1048576 bytes");
  }

  @Test
  void a_name_with_a_line_break_is_refused() {
    refused(
        "{'type':'alive','host':'web\\n1'}", "host: expected a name without control characters");
  }

  @Test
  void the_same_fact_has_the_same_identity_wherever_it_arrives() throws Exception {
    UnitEvent withId = read("{'id':'7','type':'alive','host':'h'}");
    UnitEvent withTime = read("{'type':'alive','host':'h','at':'2026-11-22T11:22:41Z'}");
    UnitEvent withNothing = read("{'type':'alive','host':'h'}");
    assertThat(withId.identity("0:5")).isEqualTo("7");
    assertThat(withTime.identity("0:5")).isEqualTo(withTime.identity("0:6"));
    assertThat(withNothing.identity("0:5")).isNotEqualTo(withNothing.identity("0:6"));
  }

  @Test
  void a_host_on_which_nothing_runs_says_so() throws Exception {
    UnitEvent alive =
        UnitEventBuilder.builder().type(EventType.ALIVE).host("h").units(List.of()).build();
    assertThat(Wire.UNIT_EVENT.decode(Wire.UNIT_EVENT.encode(alive)).units()).isEmpty();
  }

  @Property
  void any_text_survives_the_way_there_and_back(@ForAll String text) throws Exception {
    UnitEvent note =
        UnitEventBuilder.builder().type(EventType.NOTE).host("h").text("x" + text).build();
    assertThat(Wire.UNIT_EVENT.decode(Wire.UNIT_EVENT.encode(note)).text())
        .isEqualTo(
            new String(("x" + text).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  @Property
  void any_bytes_are_decoded_or_refused_but_never_throw_anything_else(@ForAll byte[] bytes) {
    try {
      Wire.UNIT_EVENT.decode(bytes);
    } catch (MalformedEventException expected) {
      assertThat(expected).hasMessageNotContainingAny("\n");
    }
  }

  private static UnitEvent read(String json) throws MalformedEventException {
    return Wire.UNIT_EVENT.decode(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
  }

  private static void refused(String json, String why) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(MalformedEventException.class)
        .hasMessageContaining(why);
  }
}
