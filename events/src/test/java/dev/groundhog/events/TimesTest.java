package dev.groundhog.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TimesTest {
  /** Also those that are no times: the 31st of June, the 25th hour. */
  @Property
  void the_quick_way_says_what_the_general_one_says(@ForAll("likeOurs") String text) {
    Throwable refused = catchThrowable(() -> OffsetDateTime.parse(text));
    if (refused == null) {
      assertThat(Times.parse(text))
          .isEqualTo(OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MILLIS));
    } else {
      assertThat(catchThrowable(() -> Times.parse(text))).isInstanceOf(DateTimeException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-11-23T03:00:00.1239Z",
        "2026-11-23T04:00:00.123+01:00",
        "2026-11-23T03:00:00.123456789Z"
      })
  void other_forms_are_times_too(String text) {
    assertThat(Times.parse(text)).isEqualTo(Instant.parse("2026-11-23T03:00:00.123Z"));
  }

  @Provide
  Arbitrary<String> likeOurs() {
    return Combinators.combine(
            number(1960, 2040), number(0, 13), number(0, 32), number(0, 25), number(0, 61))
        .as(
            (year, month, day, hour, minute) ->
                "%04d-%02d-%02dT%02d:%02d:".formatted(year, month, day, hour, minute))
        .flatMap(
            start ->
                Combinators.combine(number(0, 61), number(0, 999))
                    .as((second, milli) -> start + "%02d.%03dZ".formatted(second, milli)));
  }

  private static Arbitrary<Integer> number(int min, int max) {
    return Arbitraries.integers().between(min, max);
  }
}
