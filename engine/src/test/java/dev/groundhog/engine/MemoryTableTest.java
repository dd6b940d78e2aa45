package dev.groundhog.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class MemoryTableTest {
  /** An empty value deletes. */
  private record Write(String key, String value) {}

  @Property
  void it_finds_what_a_sorted_map_finds_in_the_same_order(
      @ForAll("writes") List<Write> writes,
      @ForAll("keys") String a,
      @ForAll("keys") String b,
      @ForAll("limits") int limit) {
    MemoryTable<String> table = new MemoryTable<>();
    TreeMap<String, String> model = new TreeMap<>();
    for (Write write : writes) {
      if (write.value().isEmpty()) {
        table.delete(write.key());
        model.remove(write.key());
      } else {
        table.put(write.key(), write.value());
        model.put(write.key(), write.value());
      }
    }
    String first = a.compareTo(b) <= 0 ? a : b;
    String last = a.compareTo(b) <= 0 ? b : a;

    assertThat(table.get(a)).isEqualTo(model.get(a));
    assertThat(table.size()).isEqualTo(model.size());
    assertThat(table.withPrefix(a))
        .isEqualTo(entries(model).filter(e -> e.getKey().startsWith(a)).toList());
    assertThat(table.between(first, last, limit))
        .isEqualTo(entries(model.subMap(first, true, last, true)).limit(limit).toList());
  }

  private static Stream<Map.Entry<String, String>> entries(Map<String, String> map) {
    return map.entrySet().stream().map(e -> Map.entry(e.getKey(), e.getValue()));
  }

  @Provide
  Arbitrary<List<Write>> writes() {
    return Combinators.combine(keys(), Arbitraries.of("", "x", "y"))
        .as(Write::new)
        .list()
        .ofMaxSize(30);
  }

  /** Few characters, so that keys share parts and begin like each other. */
  @Provide
  Arbitrary<String> keys() {
    return Arbitraries.strings().withChars('\0', 'a', 'b', ':').ofMaxLength(5);
  }

  @Provide
  Arbitrary<Integer> limits() {
    return Arbitraries.integers().between(0, 10);
  }
}
