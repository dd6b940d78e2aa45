package dev.groundhog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** A draft over a table answers as the table would, and leaves it as if nothing had been there. */
class DraftTest {
  private enum Kind {
    PUT,
    DELETE,
    APPLY,
    DROP
  }

  private record Step(Kind kind, String key, String value) {}

  @Property
  void a_draft_answers_like_a_table_that_everything_was_written_to(
      @ForAll("steps") List<Step> steps, @ForAll("keys") String a, @ForAll("keys") String b) {
    MemoryTable<String> real = new MemoryTable<>();
    Draft draft = new Draft();
    Table<String> over = draft.over(real);
    MemoryTable<String> written = new MemoryTable<>();
    MemoryTable<String> applied = new MemoryTable<>();
    for (Step step : steps) {
      switch (step.kind()) {
        case PUT -> {
          over.put(step.key(), step.value());
          written.put(step.key(), step.value());
        }
        case DELETE -> {
          over.delete(step.key());
          written.delete(step.key());
        }
        case APPLY -> {
          draft.apply();
          applied = copy(written);
        }
        case DROP -> {
          draft.drop();
          written = copy(applied);
        }
      }
      sameAnswers(over, written, a, b);
      assertThat(all(real)).isEqualTo(all(applied));
    }
  }

  private static void sameAnswers(Table<String> over, Table<String> model, String a, String b) {
    String first = a.compareTo(b) <= 0 ? a : b;
    String last = a.compareTo(b) <= 0 ? b : a;
    assertThat(over.get(a)).isEqualTo(model.get(a));
    assertThat(over.withPrefix(a)).isEqualTo(model.withPrefix(a));
    assertThat(all(over)).isEqualTo(all(model));
    for (int limit = 0; limit < 4; limit++) {
      assertThat(over.between(first, last, limit)).isEqualTo(model.between(first, last, limit));
    }
  }

  private static List<?> all(Table<String> table) {
    return table.withPrefix("");
  }

  private static MemoryTable<String> copy(MemoryTable<String> of) {
    MemoryTable<String> copy = new MemoryTable<>();
    of.withPrefix("").forEach(entry -> copy.put(entry.getKey(), entry.getValue()));
    return copy;
  }

  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings().withChars('a', 'b', '\0').ofMaxLength(3);
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Kind> kinds =
        Arbitraries.of(Kind.PUT, Kind.PUT, Kind.PUT, Kind.DELETE, Kind.APPLY, Kind.DROP);
    Arbitrary<String> values = Arbitraries.of("1", "2", "3");
    return Combinators.combine(kinds, keys(), values).as(Step::new).list().ofMaxSize(30);
  }
}
