package dev.groundhog.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RulesTest {
  private static final UnitRules ANY = Rules.BUILT_IN.defaults();

  /** Small alphabets, so that entries do meet. */
  @Provide
  Arbitrary<Rules.ForUnits> entries() {
    Arbitrary<String> globs =
        Arbitraries.strings().withChars('a', '*', '?').ofMinLength(1).ofMaxLength(3);
    Arbitrary<Map<String, String>> labels =
        Arbitraries.maps(Arbitraries.of("env", "dc"), Arbitraries.of("x", "y")).ofMaxSize(1);
    return Combinators.combine(globs, labels)
        .as((glob, wanted) -> new Rules.ForUnits(glob, wanted, ANY));
  }

  @Property
  void no_crash_reaches_an_entry_that_is_said_to_be_unreachable(
      @ForAll @Size(min = 1, max = 5) List<Rules.@From("entries") ForUnits> entries,
      @ForAll @CharRange(from = 'a', to = 'a') @StringLength(max = 4) String family,
      @ForAll @IntRange(max = 8) int labels) {
    Rules rules = new Rules(ANY, entries);
    Map<String, String> carried =
        labels == 8
            ? Map.of()
            : Map.of("env", (labels & 1) == 0 ? "x" : "y", "dc", (labels & 2) == 0 ? "x" : "y");
    int entry = rules.entryOf(family, carried);

    assertThat(rules.unreachable().containsKey(entry)).isFalse();
  }

  @Test
  void an_entry_behind_one_that_takes_all_of_its_crashes_is_unreachable() {
    Rules rules =
        new Rules(
            ANY,
            List.of(
                entry("pay-*", Map.of("env", "prod")),
                entry("pay-*", Map.of()),
                entry("pay-eu-*", Map.of("env", "prod")),
                entry("*", Map.of()),
                entry("chat?", Map.of())));

    assertThat(rules.unreachable()).containsExactlyInAnyOrderEntriesOf(Map.of(2, 0, 4, 3));
  }

  @Test
  void the_name_that_was_meant_is_the_nearest_one_and_none_if_all_are_far() {
    List<String> names = List.of("hostLoop", "wave", "notifyEvery", "updateEvery");

    assertThat(Spelling.nearest("hostloop", names)).hasValue("hostLoop");
    assertThat(Spelling.nearest("notify_every", names)).hasValue("notifyEvery");
    assertThat(Spelling.nearest("waves", names)).hasValue("wave");
    assertThat(Spelling.nearest("colour", names)).isEmpty();
  }

  private static Rules.ForUnits entry(String match, Map<String, String> labels) {
    return new Rules.ForUnits(match, labels, ANY);
  }
}
