package dev.groundhog.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** What is due comes, in order and once, whatever was re-dated; and looking for it stays cheap. */
class AgendaTest {

  /**
   * @param millis where a name is moved to; below 0: nowhere
   * @param look whether time comes to {@code millis} instead
   * @param again whether a new agenda goes on with the table first, as after a restart
   */
  private record Step(int name, int millis, boolean look, boolean again) {}

  @Property
  void what_is_due_comes_once_whatever_was_moved_and_however_often_it_was_restarted(
      @ForAll("steps") List<Step> steps) {
    MemoryTable<String> table = new MemoryTable<>();
    Agenda agenda = new Agenda(table);
    Agenda other = new Agenda(table);
    Map<String, Instant> dates = new HashMap<>();
    for (Step step : steps) {
      if (step.again()) agenda = new Agenda(table);
      if (step.look()) {
        Instant now = Instant.ofEpochMilli(Math.max(0, step.millis()));
        List<String> due = new ArrayList<>();
        dates.forEach(
            (name, date) -> {
              if (!date.isAfter(now)) due.add(name);
            });
        assertThat(agenda.takeDue(now)).containsExactlyInAnyOrderElementsOf(due);
        dates.keySet().removeAll(due);
      } else {
        String name = "n" + step.name();
        Instant to = step.millis() < 0 ? null : Instant.ofEpochMilli(step.millis());
        (step.name() == 0 ? other : agenda).move(name, dates.get(name), to);
        if (to == null) dates.remove(name);
        else dates.put(name, to);
      }
    }
  }

  @Example
  void a_search_begins_where_nothing_was_deleted() {
    Counting table = new Counting();
    Agenda agenda = new Agenda(table);
    for (int i = 0; i < 5000; i++) agenda.move("n" + i, null, Instant.ofEpochMilli(i));
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 6; i++) taken.addAll(agenda.takeDue(Instant.ofEpochMilli(5000)));
    assertThat(new TreeSet<>(taken)).hasSize(5000);
    assertThat(taken).hasSize(5000);

    table.firsts.clear();
    agenda.move("late", null, Instant.ofEpochMilli(9000));
    for (int now = 5001; now < 9000; now++) {
      assertThat(agenda.takeDue(Instant.ofEpochMilli(now))).isEmpty();
    }
    assertThat(table.firsts).as("searches while nothing can be due").isEmpty();
    assertThat(agenda.takeDue(Instant.ofEpochMilli(9000))).containsExactly("late");
    assertThat(table.firsts.get(0)).isGreaterThanOrEqualTo("000000000009000");
  }

  @Example
  void what_cannot_be_looked_at_is_named_with_its_date() {
    MemoryTable<String> table = new MemoryTable<>();
    Agenda agenda = new Agenda(table);
    agenda.move(Keys.of("incident", "a.service"), null, Instant.ofEpochMilli(7));
    assertThatThrownBy(
            () ->
                agenda.eachDue(
                    Instant.ofEpochMilli(8),
                    name -> {
                      throw new IllegalStateException("no");
                    }))
        .isInstanceOfSatisfying(
            Agenda.LookFailedException.class,
            e -> assertThat(e.key()).isEqualTo("000000000000007\0incident\0a.service"))
        .hasMessageContaining("incident/a.service");
  }

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 5),
            Arbitraries.integers().between(-5, 60),
            Arbitraries.of(true, false, false),
            Arbitraries.of(true, false, false, false))
        .as(Step::new)
        .list()
        .ofMaxSize(60);
  }

  /** A table that notes where searches began. */
  private static final class Counting implements Table<String> {
    private final MemoryTable<String> table = new MemoryTable<>();
    private final List<String> firsts = new ArrayList<>();

    @Override
    public @Nullable String get(String key) {
      return table.get(key);
    }

    @Override
    public void put(String key, String value) {
      table.put(key, value);
    }

    @Override
    public void delete(String key) {
      table.delete(key);
    }

    @Override
    public List<Map.Entry<String, String>> withPrefix(String prefix) {
      return table.withPrefix(prefix);
    }

    @Override
    public List<Map.Entry<String, String>> between(String first, String last, int limit) {
      firsts.add(first);
      return table.between(first, last, limit);
    }
  }
}
