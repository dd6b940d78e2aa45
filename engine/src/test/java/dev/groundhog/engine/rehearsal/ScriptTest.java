package dev.groundhog.engine.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ScriptTest {
  private static final String CRASH =
      "{'host':'web-1','unit':'chat.service','type':'stopped','result':'signal'%s}";

  @Test
  void an_event_arrives_its_age_after_it_happened() throws Exception {
    assertThat(arrivals(crash(",'at':'2026-11-22T09:00:00Z','age':1500")))
        .containsExactly(Instant.parse("2026-11-22T09:00:01.500Z"));
  }

  @Test
  void an_event_without_a_time_arrives_a_second_after_the_line_before() throws Exception {
    assertThat(arrivals(crash(",'at':'2026-11-22T09:00:00Z'"), crash(""), crash("")))
        .containsExactly(
            Instant.parse("2026-11-22T09:00:00Z"),
            Instant.parse("2026-11-22T09:00:01Z"),
            Instant.parse("2026-11-22T09:00:02Z"));
  }

  @Test
  void the_logs_own_time_may_be_given_and_wins() throws Exception {
    String ahead = crash(",'at':'2027-11-22T09:00:00Z','appended':'2026-11-22T09:00:05Z'");
    assertThat(arrivals(ahead)).containsExactly(Instant.parse("2026-11-22T09:00:05Z"));
  }

  @Test
  void arrivals_never_go_back() throws Exception {
    assertThat(
            arrivals(crash(",'at':'2026-11-22T09:00:00Z'"), crash(",'at':'2026-11-22T08:00:00Z'")))
        .containsOnly(Instant.parse("2026-11-22T09:00:00Z"));
  }

  @Test
  void comments_and_empty_lines_say_nothing_and_are_counted_as_lines() throws Exception {
    assertThat(arrivals("# first it crashes", "", crash(""))).hasSize(1);
    wrong("line 3: ", "# one", "", "{'type':'stopped'}");
  }

  @Test
  void a_line_can_be_repeated_each_time_as_a_fact_of_its_own() throws Exception {
    Script script = new Script();
    script.read(json(crash(",'at':'2026-11-22T09:00:00Z'")));
    List<Step> more = script.read("#! repeat 2 every 200ms");
    assertThat(more)
        .extracting(step -> ((Step.Arrival) step).event().at())
        .containsExactly(
            Instant.parse("2026-11-22T09:00:00.200Z"), Instant.parse("2026-11-22T09:00:00.400Z"));
  }

  @Test
  void the_pipeline_stands_still_from_the_line_before_on() throws Exception {
    Script script = new Script();
    script.read(json(crash(",'at':'2026-11-22T09:00:00Z'")));
    assertThat(script.read("#! downtime 15m"))
        .containsExactly(
            new Step.Downtime(Instant.parse("2026-11-22T09:00:00Z"), Duration.ofMinutes(15)));
  }

  @Test
  void what_is_wrong_is_named_with_its_line() {
    wrong("line 1: expected a JSON object", "nonsense");
    wrong("line 2: unit: expected a name", crash(""), "{'type':'stopped','host':'a'}");
    wrong("line 1: ticks are made up", "{'type':'tick'}");
    wrong("line 1: appended: expected a time", crash(",'appended':'noon'"));
    wrong("line 2: expected #! downtime 15m or #! repeat", crash(""), "#! sleep 5s");
    wrong("line 2: expected a time such as 200ms", crash(""), "#! downtime soon");
    wrong("line 1: #! downtime 1m: expected an event before it", "#! downtime 1m");
  }

  private static void wrong(String why, String... lines) {
    assertThatThrownBy(() -> arrivals(lines))
        .isInstanceOf(InvalidScriptException.class)
        .hasMessageStartingWith(why);
  }

  private static List<Instant> arrivals(String... lines) throws InvalidScriptException {
    Script script = new Script();
    List<Instant> arrivals = new ArrayList<>();
    for (String line : lines) {
      for (Step step : script.read(json(line))) arrivals.add(((Step.Arrival) step).appended());
    }
    return arrivals;
  }

  private static String crash(String more) {
    return CRASH.formatted(more);
  }

  private static String json(String line) {
    return line.replace('\'', '"');
  }
}
