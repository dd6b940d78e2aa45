package dev.groundhog.engine.suspect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert.Suspect;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SuspectsTest {
  private Traits crashing = Traits.NONE;
  private Traits healthy = Traits.NONE;

  @Test
  void a_version_that_all_crashing_and_no_healthy_hosts_have_is_named() {
    crash(5, "version", "1.4.2");
    well(7, "version", "1.4.1");
    assertThat(suspects()).containsExactly(new Suspect("version", "1.4.2", "5/5", "0/7"));
  }

  @Test
  void three_hosts_of_three_and_none_of_seven_are_enough_but_two_are_not() {
    crash(2, "version", "1.4.2");
    well(9, "version", "1.4.1");
    assertThat(suspects()).isEmpty();
    crash(1, "version", "1.4.2");
    assertThat(suspects()).containsExactly(new Suspect("version", "1.4.2", "3/3", "0/9"));
  }

  @Test
  void what_healthy_hosts_have_too_is_no_suspect() {
    crash(5, "version", "1.4.2");
    well(5, "version", "1.4.1");
    well(2, "version", "1.4.2");
    assertThat(suspects()).isEmpty();
  }

  @Test
  void what_some_crashing_hosts_lack_is_no_suspect() {
    crash(7, "version", "1.4.2");
    crash(3, "version", "1.4.1");
    well(50, "version", "1.4.1");
    assertThat(suspects()).isEmpty();
  }

  @Test
  void a_label_that_only_crashing_hosts_have_at_all_is_named() {
    for (int i = 0; i < 5; i++) crash(Map.of("env", "prod", "canary", "yes"));
    for (int i = 0; i < 7; i++) well(Map.of("env", "prod"));
    assertThat(suspects()).containsExactly(new Suspect("canary", "yes", "5/5", "0/7"));
  }

  @Test
  void healthy_hosts_of_which_the_label_is_not_known_are_not_in_the_denominator() {
    crash(5, "version", "1.4.2");
    well(4, "version", "1.4.1");
    for (int i = 0; i < 90; i++) healthy = healthy.plus(Map.of("os", "debian 12"), false);
    assertThat(suspects()).containsExactly(new Suspect("version", "1.4.2", "5/5", "0/4"));
  }

  @Test
  void labels_that_differ_on_each_host_or_on_none_are_no_suspects_and_cost_nothing() {
    for (int i = 0; i < 3; i++) crash(Map.of("version", "2", "env", "prod", "ip", "10.0.0." + i));
    for (int i = 0; i < 7; i++) well(Map.of("version", "1", "env", "prod", "ip", "10.0.1." + i));
    assertThat(suspects()).containsExactly(new Suspect("version", "2", "3/3", "0/7"));
  }

  @Test
  void the_more_labels_vary_the_more_it_takes() {
    for (int labels = 1; labels <= 8; labels++) {
      crashing = Traits.NONE;
      healthy = Traits.NONE;
      for (int i = 0; i < 3; i++) crash(noise(labels - 1, i, "2"));
      for (int i = 0; i < 7; i++) well(noise(labels - 1, i + 1, "1"));
      assertThat(suspects()).hasSize(labels <= 6 ? 1 : 0);
    }
  }

  @Test
  void of_equals_what_a_person_named_comes_before_what_the_agent_knows() {
    for (int i = 0; i < 5; i++) crash(Map.of("version", "2", "exe-modified", "b", "zone", "x"));
    for (int i = 0; i < 7; i++) well(Map.of("version", "1", "exe-modified", "a", "zone", "y"));
    assertThat(suspects())
        .extracting(Suspect::label)
        .containsExactly("version", "zone", "exe-modified");
  }

  @Test
  void where_no_healthy_host_is_known_only_a_label_that_changed_lately_is_named_without_share() {
    for (int i = 0; i < 4; i++) crash(Map.of("version", "1.4.2", "env", "prod"));
    assertThat(suspects()).isEmpty();
    assertThat(Suspects.of(crashing, healthy, Set.of("version")))
        .containsExactly(new Suspect("version", "1.4.2", "4/4", null));
    well(1, "version", "1.4.2");
    assertThat(Suspects.of(crashing, healthy, Set.of("version"))).isEmpty();
  }

  @Test
  void more_values_than_are_counted_one_by_one_claim_nothing_and_count_again_when_they_are_gone() {
    crash(5, "version", "new");
    for (int i = 0; i < 40; i++) well(1, "version", "v" + i);
    well(1, "version", "new");
    assertThat(healthy.having("version", "new")).isNull();
    assertThat(suspects()).isEmpty();
    for (int i = 20; i < 40; i++) healthy = healthy.minus(Map.of("version", "v" + i), true);
    healthy = healthy.minus(Map.of("version", "new"), true);
    assertThat(suspects()).containsExactly(new Suspect("version", "new", "5/5", "0/20"));
  }

  @Test
  void chance_alone_makes_a_suspect_in_fewer_than_one_of_thirty_incidents() {
    Random random = new Random(4);
    int named = 0;
    for (int run = 0; run < 2000; run++) {
      crashing = Traits.NONE;
      healthy = Traits.NONE;
      int fleet = 6 + random.nextInt(60);
      boolean ever = false;
      for (int host = 0; host < fleet; host++) well(randomLabels(random));
      // Hosts crash one after the other, and after each somebody looks.
      for (int host = 0; host < fleet / 2; host++) {
        Map<String, String> labels = randomLabels(random);
        crash(labels);
        ever |= !suspects().isEmpty();
      }
      if (ever) named++;
    }
    assertThat(named).isBetween(1, 2000 / 30);
  }

  private static Map<String, String> randomLabels(Random random) {
    return Map.of(
        "version", "v" + random.nextInt(2),
        "kernel", "k" + random.nextInt(3),
        "zone", "z" + random.nextInt(3),
        "rack", "r" + random.nextInt(12));
  }

  private static Map<String, String> noise(int labels, int host, String version) {
    Map<String, String> all = new TreeMap<>(Map.of("version", version));
    for (int i = 0; i < labels; i++) all.put("noise-" + i, host % 2 == 0 ? "a" : "b");
    return all;
  }

  private List<Suspect> suspects() {
    return Suspects.of(crashing, healthy, Set.of());
  }

  private void crash(int hosts, String label, String value) {
    for (int i = 0; i < hosts; i++) crash(Map.of(label, value));
  }

  private void crash(Map<String, String> labels) {
    crashing = crashing.plus(labels, true);
  }

  private void well(int hosts, String label, String value) {
    for (int i = 0; i < hosts; i++) well(Map.of(label, value));
  }

  private void well(Map<String, String> labels) {
    healthy = healthy.plus(labels, true);
  }
}
