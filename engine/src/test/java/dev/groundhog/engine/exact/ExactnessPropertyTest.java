package dev.groundhog.engine.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.exact.Script.Happening;
import dev.groundhog.engine.exact.Script.What;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** The whole engine, judged by a brute-force oracle. */
class ExactnessPropertyTest {

  @Property(edgeCases = EdgeCasesMode.NONE)
  void every_distinct_crash_counts_once_in_what_it_is_part_of(@ForAll("any") Script script) {
    Playing.Result result = Playing.IN_ORDER.play(script);
    Judgement.isTrue(script, result.filed(), result.alerts());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void what_is_reported_at_once_is_one_incident_per_problem(@ForAll("punctual") Script script) {
    Playing.Result result = Playing.IN_ORDER.play(script);
    Judgement.isTrue(script, result.filed(), result.alerts())
        .forEach((cluster, incidents) -> assertThat(incidents).hasSizeLessThan(2));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void partitions_read_apart_change_neither_counts_nor_which_problems_are_told(
      @ForAll("any") Script script,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 1000) int patience) {
    Playing.Result apart = new Playing(Duration.ofSeconds(20), seed, patience).play(script);
    Playing.Result inOrder = Playing.IN_ORDER.play(script);
    assertThat(Judgement.problems(Judgement.isTrue(script, apart.filed(), apart.alerts())))
        .isEqualTo(Judgement.problems(Judgement.isTrue(script, inOrder.filed(), inOrder.alerts())));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_tick_more_or_less_changes_neither_counts_nor_which_problems_are_told(
      @ForAll("any") Script script, @ForAll @IntRange(min = 1, max = 120) int seconds) {
    Playing.Result result = new Playing(Duration.ofSeconds(seconds), 0, 0).play(script);
    Judgement.isTrue(script, result.filed(), result.alerts());
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_wrong_wall_clock_changes_nothing_where_hosts_tell_the_age(
      @ForAll("punctual") Script script, @ForAll @IntRange(min = 0, max = 5) int host) {
    Script right = with(script, h -> true, 0);
    Script wrong = with(right, h -> h.host() == host, 31_536_000);
    Script behind = with(right, h -> h.host() == host, -31_536_000);
    Playing.Result expected = Playing.IN_ORDER.play(right);
    assertThat(Playing.IN_ORDER.play(wrong)).isEqualTo(expected);
    assertThat(Playing.IN_ORDER.play(behind)).isEqualTo(expected);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void facts_sent_twice_change_nothing(@ForAll("any") Script script) {
    Script once = as(script, What.TWICE, What.CRASH);
    Script twice = as(script, What.CRASH, What.TWICE);
    assertThat(Playing.IN_ORDER.play(twice)).isEqualTo(Playing.IN_ORDER.play(once));
  }

  private static Script with(
      Script script, java.util.function.Predicate<Happening> whose, int wall) {
    return new Script(
        script.rules(),
        script.knownHosts(),
        script.happenings().stream()
            .map(
                h ->
                    whose.test(h)
                        ? new Happening(
                            h.what(), h.host(), h.unit(), h.pause(), h.delay(), wall, h.exit(),
                            h.prod())
                        : h)
            .toList());
  }

  private static Script as(Script script, What from, What to) {
    List<Happening> happenings =
        script.happenings().stream()
            .map(
                h ->
                    h.what() == from
                        ? new Happening(
                            to, h.host(), h.unit(), h.pause(), h.delay(), h.wall(), h.exit(),
                            h.prod())
                        : h)
            .toList();
    return new Script(script.rules(), script.knownHosts(), happenings);
  }

  @Provide
  Arbitrary<Script> any() {
    return Scripts.any();
  }

  @Provide
  Arbitrary<Script> punctual() {
    return Scripts.punctual();
  }
}
