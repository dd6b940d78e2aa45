package dev.groundhog.ctl.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.console.Gate.Asked;
import dev.groundhog.ctl.console.Gate.Writing;
import dev.groundhog.runtime.settings.Secret;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class GateTest {
  private static final String TOKEN = "0123456789abcdef";

  private final Gate open = new Gate(Set.of("groundhog.example.org"), null);
  private final Gate guarded = new Gate(Set.of(), new Secret(TOKEN));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.0.0.1:7074",
        "10.1.2.3:7074",
        "localhost:7074",
        "LOCALHOST",
        "[::1]:7074",
        "groundhog.example.org",
        "Groundhog.Example.org:443"
      })
  void the_page_is_known_by_addresses_and_by_the_names_that_are_set(String host) {
    assertThat(open.read(asked(host))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "evil.example:7074",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "1.2.3.4.5",
        "[::1",
        "[evil]",
        "groundhog.example.org.",
        "xgroundhog.example.org"
      })
  void under_a_name_of_somebody_elses_nothing_is_shown(String host) {
    assertThat(status(open.read(asked(host)))).isEqualTo(421);
    assertThat(status(open.write(asked(host)))).isEqualTo(421);
  }

  @Test
  void a_page_of_somebody_elses_writes_nothing() {
    assertThat(open.write(from("http://127.0.0.1:7074", "same-origin"))).isEmpty();
    assertThat(open.write(from("https://127.0.0.1:7074", null))).as("a proxy with TLS").isEmpty();
    for (String origin :
        new String[] {
          "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:7075", ""
        }) {
      assertThat(status(open.write(from(origin, null)))).as(origin).isEqualTo(403);
    }
    assertThat(status(open.write(from(null, "cross-site")))).isEqualTo(403);
    assertThat(status(open.write(from(null, "none")))).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "text/plain;application/json",
        "application/jsonp"
      })
  void what_a_form_can_send_is_no_wish(String type) {
    Asked asked = new Asked("localhost", null, null, type, null, true);
    assertThat(status(open.write(asked))).isEqualTo(415);
    assertThat(status(open.write(new Asked("localhost", null, null, null, null, true))))
        .isEqualTo(415);
  }

  @Test
  void without_a_token_only_this_machine_writes() {
    assertThat(open.write(told(null, true))).isEmpty();
    assertThat(status(open.write(told(null, false)))).isEqualTo(403);
    assertThat(status(open.write(told("Bearer x", false)))).isEqualTo(403);
    assertThat(open.writing(told(null, false))).isEqualTo(Writing.NONE);
  }

  @Test
  void with_a_token_nobody_writes_without_it_wherever_they_are() {
    for (boolean loopback : new boolean[] {true, false}) {
      assertThat(guarded.write(told("Bearer " + TOKEN, loopback))).isEmpty();
      for (String wrong :
          new String[] {null, "", "Bearer", "Bearer ", "Bearer x", TOKEN, "Basic " + TOKEN}) {
        assertThat(status(guarded.write(told(wrong, loopback)))).as(wrong).isEqualTo(401);
      }
    }
  }

  @Test
  void no_refusal_says_the_token() {
    assertThat(guarded.write(told("Bearer x", true)).orElseThrow().why()).doesNotContain(TOKEN);
    assertThat(guarded.toString()).doesNotContain(TOKEN);
  }

  private static Asked asked(String host) {
    return new Asked(host, null, null, "application/json", null, true);
  }

  private static Asked from(@Nullable String origin, @Nullable String site) {
    return new Asked("127.0.0.1:7074", origin, site, "application/json", null, true);
  }

  private static Asked told(@Nullable String authorization, boolean loopback) {
    String json = "application/json; charset=utf-8";
    return new Asked("localhost", null, null, json, authorization, loopback);
  }

  private static int status(Optional<Gate.Refused> refused) {
    return refused.map(Gate.Refused::status).orElse(200);
  }
}
