package dev.groundhog.events;

import static dev.groundhog.events.Told.NOON;
import static dev.groundhog.events.Told.alert;
import static dev.groundhog.events.Told.ofHost;
import static dev.groundhog.events.Told.silence;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.events.Alert.Notice;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SilenceTest {

  @Test
  void a_unit_is_named_as_its_family_with_or_without_the_suffix() {
    Alert worker = alert("worker@.service", "web-1");
    for (String glob : List.of("worker@.service", "worker@", "worker@*", "work*", "*")) {
      assertThat(silence().unit(glob).build().covers(worker, "web-1")).as(glob).isTrue();
    }
    for (String glob : List.of("worker", "worker.service", "orker@", "chat.service")) {
      assertThat(silence().unit(glob).build().covers(worker, "web-1")).as(glob).isFalse();
    }
  }

  @Test
  void one_instance_does_not_speak_for_the_incident_of_all() {
    Silence third = silence().unit("worker@3.service").build();
    Alert incident = alert("worker@.service", "web-1");
    Alert thirdStopped = stopOf("worker@3.service");

    assertThat(third.covers(incident, "web-1")).isFalse();
    assertThat(third.covers(thirdStopped, "web-1")).isTrue();
    assertThat(third.covers(stopOf("worker@4.service"), "web-1")).isFalse();
    assertThat(silence().unit("worker@").build().covers(thirdStopped, "web-1")).isTrue();
  }

  @Test
  void a_host_is_named_by_a_glob() {
    Silence web = silence().host("web-*").build();
    assertThat(web.covers(alert("chat.service", "web-1"), "web-1")).isTrue();
    assertThat(web.covers(alert("chat.service", "db-1"), "db-1")).isFalse();
  }

  @Test
  void each_label_must_be_there_with_its_value() {
    Silence test = silence().labels(Map.of("env", "test")).build();
    AlertBuilder incident = alert().unit("chat.service").hosts(Told.crashing("web-1"));
    assertThat(test.covers(incident.labels(Map.of("env", "test", "os", "x")).build(), "web-1"))
        .isTrue();
    assertThat(test.covers(incident.labels(Map.of("env", "prod")).build(), "web-1")).isFalse();
    assertThat(test.covers(incident.labels(Map.of()).build(), "web-1")).isFalse();
  }

  @Test
  void a_scope_is_compared_and_one_of_a_later_version_covers_nothing() {
    Alert host = ofHost("web-1", "chat.service");
    assertThat(silence().scope(Scope.HOST).build().covers(host, "web-1")).isTrue();
    assertThat(silence().scope(Scope.UNIT).build().covers(host, "web-1")).isFalse();
    Alert strange = alert().scope(Scope.UNKNOWN).hosts(Told.crashing("web-1")).build();
    assertThat(silence().scope(Scope.UNKNOWN).build().covers(strange, "web-1")).isFalse();
    assertThat(silence().host("*").build().covers(strange, "web-1")).isTrue();
  }

  @Test
  void of_a_larger_incident_each_member_must_match() {
    Silence web = silence().unit("web-*").build();
    assertThat(web.covers(ofHost("h", "web-a.service", "web-b.service"), "h")).isTrue();
    assertThat(web.covers(ofHost("h", "web-a.service", "chat.service"), "h")).isFalse();
    Alert more = Told.larger(Scope.CAUSE, "web-a.service").membersOmitted(1).build();
    assertThat(web.covers(more, "h")).as("nobody knows what the others are").isFalse();
    assertThat(silence().host("h").build().covers(more, "h")).isTrue();
  }

  @Test
  void it_holds_from_its_first_moment_until_just_before_its_end() {
    Silence silence = silence().unit("a").from(NOON).until(NOON.plusMillis(2)).build();
    assertThat(silence.isActive(NOON.minusMillis(1))).isFalse();
    assertThat(silence.isActive(NOON)).isTrue();
    assertThat(silence.isActive(NOON.plusMillis(1))).isTrue();
    assertThat(silence.isActive(NOON.plusMillis(2))).isFalse();
  }

  @Test
  void a_silence_of_everything_is_none() {
    assertThatThrownBy(() -> silence().build())
        .hasMessage("silence: expected a unit, a host, a label or a scope, found none of them");
  }

  @Test
  void what_would_match_more_than_was_said_is_refused() {
    Map<String, String> labels = new HashMap<>();
    labels.put("env", null);
    assertThatThrownBy(() -> silence().unit("a").labels(labels).build())
        .hasMessageContaining("silence.labels: expected a value for each");
    assertThatThrownBy(() -> silence().host(" ").build()).hasMessageContaining("silence.host");
    assertThatThrownBy(() -> silence().unit("a\nb").build()).hasMessageContaining("silence.unit");
  }

  private static Alert stopOf(String unit) {
    return alert()
        .unit("worker@.service")
        .state(AlertState.CLOSED)
        .hosts(List.of(Told.part("web-1", HostState.STOPPED)))
        .notice(new Notice(unit, true, 0))
        .build();
  }
}
