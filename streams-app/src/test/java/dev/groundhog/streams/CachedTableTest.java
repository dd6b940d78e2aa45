package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.groundhog.engine.Keys;
import dev.groundhog.engine.MemoryTable;
import dev.groundhog.engine.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CachedTableTest {
  private final Counted store = new Counted();
  private final CachedTable<String> table = new CachedTable<>(store, row -> row.length() < 10);

  @Test
  void a_row_is_read_once_from_the_store() {
    store.put("web-1", "row");

    assertThat(table.get("web-1")).isEqualTo("row");
    assertThat(table.get("web-1")).isEqualTo("row");
    assertThat(store.reads).containsExactly("web-1");
  }

  @Test
  void that_there_is_no_row_is_read_once_too() {
    assertThat(table.get("web-1")).isNull();
    assertThat(table.get("web-1")).isNull();
    assertThat(store.reads).hasSize(1);
  }

  @Test
  void a_large_row_stays_in_the_store_alone() {
    table.put("web-1", "a row of many words");

    assertThat(table.get("web-1")).isEqualTo("a row of many words");
    assertThat(store.reads).hasSize(1);
  }

  @Test
  void a_row_that_became_large_is_not_mixed_up_with_what_it_was() {
    table.put("web-1", "row");
    table.put("web-1", "a row of many words");

    assertThat(table.get("web-1")).isEqualTo("a row of many words");
  }

  @Test
  void no_more_rows_are_kept_than_there_is_room_for() {
    for (int i = 0; i <= CachedTable.ROWS; i++) table.put("web-" + i, "row");

    table.get("web-1");
    assertThat(store.reads).as("one of the newest").isEmpty();
    table.get("web-0");
    assertThat(store.reads).as("the oldest").hasSize(1);
  }

  @Test
  void after_a_write_that_failed_the_store_is_asked() {
    table.put("web-1", "old");
    store.broken = true;

    assertThatThrownBy(() -> table.put("web-1", "new")).isInstanceOf(IllegalStateException.class);
    assertThat(table.get("web-1")).isEqualTo("old");
    assertThat(store.reads).hasSize(1);
  }

  @Test
  void a_search_by_first_part_is_made_once_until_one_of_its_rows_changes() {
    table.put(Keys.of("web-1", "a"), "row");
    table.put(Keys.of("web-10", "a"), "other");

    assertThat(table.withPrefix(Keys.prefix("web-1"))).hasSize(1);
    assertThat(table.withPrefix(Keys.prefix("web-1"))).hasSize(1);
    assertThat(store.searches).isEqualTo(1);
    table.put(Keys.of("web-1", "b"), "row");
    assertThat(table.withPrefix(Keys.prefix("web-1"))).hasSize(2);
    table.delete(Keys.of("web-1", "a"));
    assertThat(table.withPrefix(Keys.prefix("web-1"))).hasSize(1);
  }

  @Test
  void a_search_that_finds_many_or_large_rows_is_not_kept() {
    for (int i = 0; i <= CachedTable.GROUP; i++) table.put(Keys.of("web-1", "" + i), "row");
    table.put(Keys.of("web-2", "a"), "a row of many words");

    for (String host : List.of("web-1", "web-1", "web-2", "web-2")) {
      table.withPrefix(Keys.prefix(host));
    }
    assertThat(store.searches).isEqualTo(4);
  }

  /** Each number is one of 6 keys of 3 groups and one of 5 things done to it. */
  @Property
  void it_says_what_the_store_says(
      @ForAll @Size(max = 200) List<@IntRange(max = 29) Integer> steps) {
    Counted own = new Counted();
    CachedTable<String> cached = new CachedTable<>(own, row -> row.length() < 10);
    for (int step : steps) {
      String group = "web-" + step % 3;
      String key = Keys.of(group, "unit-" + step % 2);
      switch (step / 6) {
        case 0 -> cached.put(key, "row " + step);
        case 1 -> cached.put(key, "a row of many words " + step);
        case 2 -> cached.delete(key);
        case 3 -> assertThat(cached.get(key)).isEqualTo(own.rows.get(key));
        default -> {
          String prefix = Keys.prefix(group);
          assertThat(cached.withPrefix(prefix)).isEqualTo(own.rows.withPrefix(prefix));
        }
      }
    }
    assertThat(cached.withPrefix("")).isEqualTo(own.rows.withPrefix(""));
  }

  /** A store that says what it was asked for, and can break. */
  private static final class Counted implements Table<String> {
    private final MemoryTable<String> rows = new MemoryTable<>();
    private final List<String> reads = new ArrayList<>();
    private int searches;
    private boolean broken;

    @Override
    public @Nullable String get(String key) {
      reads.add(key);
      return rows.get(key);
    }

    @Override
    public void put(String key, String value) {
      if (broken) throw new IllegalStateException("the store is broken");
      rows.put(key, value);
    }

    @Override
    public void delete(String key) {
      rows.delete(key);
    }

    @Override
    public List<Map.Entry<String, String>> withPrefix(String prefix) {
      searches++;
      return rows.withPrefix(prefix);
    }

    @Override
    public List<Map.Entry<String, String>> between(String first, String last, int limit) {
      return rows.between(first, last, limit);
    }
  }
}
