package dev.groundhog.producer.keeper;

import static dev.groundhog.producer.spool.Waiting.BLOCK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.producer.spool.Waiting;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SheddingTest {
  private static final long TAIL = 5 * BLOCK;
  private int made;

  @Test
  void within_the_bounds_nothing_is_shed() {
    Shedding shedding = Shedding.of(some(10, "stopped", TAIL), new Limits(10 * TAIL, 10), 0);

    assertThat(shedding.isNothing()).isTrue();
    assertThat(shedding.reason()).isEmpty();
  }

  @Property
  void what_is_not_needed_is_nothing(
      @ForAll("spools") List<Waiting> all, @ForAll @IntRange(min = 1, max = 60) int files) {
    Limits limits = new Limits(100 * BLOCK, files);
    Usage notes = Usage.of(all.stream().filter(w -> w.type().equals("note")).toList());

    assertThat(Shedding.of(all, limits, 0).isNothing())
        .isEqualTo(!Shedding.isNeeded(Usage.of(all), notes, limits, 0) || onlyReports(all));
  }

  private static boolean onlyReports(List<Waiting> all) {
    return all.stream().allMatch(w -> w.type().equals("shed"));
  }

  @Test
  void tails_go_first_the_oldest_first_and_a_fifth_of_room_is_made() {
    List<Waiting> stops = some(100, "stopped", TAIL);
    List<Waiting> all = new ArrayList<>(stops);
    all.addAll(some(10, "starting", BLOCK));
    all.addAll(some(1, "note", BLOCK));

    Shedding shedding = Shedding.of(all, new Limits(Usage.of(all).bytes() - 1, 1_000), 0);

    assertThat(shedding.whole()).isEmpty();
    // A fifth of 511 blocks, four blocks each.
    assertThat(shedding.tails()).isEqualTo(stops.subList(0, 26));
    assertThat(shedding.reason()).contains("of at most");
  }

  @Test
  void when_tails_do_not_suffice_notes_go_then_starts_then_stops() {
    List<Waiting> all = new ArrayList<>();
    List<Waiting> stops = some(10, "stopped", BLOCK);
    List<Waiting> gaveUp = some(10, "gave-up", BLOCK);
    List<Waiting> starts = some(10, "starting", BLOCK);
    List<Waiting> notes = some(1, "note", BLOCK);
    List.of(stops, gaveUp, starts, notes).forEach(all::addAll);

    assertThat(Shedding.of(all, new Limits(Long.MAX_VALUE / 4, 30), 0).whole())
        .isEqualTo(concat(notes, starts.subList(0, 6)));
    assertThat(Shedding.of(all, new Limits(Long.MAX_VALUE / 4, 10), 0).whole())
        .isEqualTo(concat(concat(notes, starts), concat(stops, gaveUp).subList(0, 12)));
  }

  @Test
  void too_many_files_are_not_mended_by_tails() {
    Shedding shedding =
        Shedding.of(some(11, "stopped", TAIL), new Limits(Long.MAX_VALUE / 4, 10), 0);

    assertThat(shedding.tails()).isEmpty();
    assertThat(shedding.whole()).hasSize(3);
  }

  @Test
  void notes_never_take_more_than_a_tenth_because_any_user_can_write_them() {
    List<Waiting> notes = some(20, "note", BLOCK);

    Shedding shedding = Shedding.of(notes, new Limits(Long.MAX_VALUE / 4, 100), 0);

    assertThat(shedding.whole()).isEqualTo(notes.subList(0, 12));
    assertThat(shedding.reason()).contains("notes");
  }

  @Test
  void a_file_system_that_others_filled_costs_tails_and_notes_but_no_event_of_a_unit() {
    List<Waiting> all = new ArrayList<>(some(10, "stopped", TAIL));
    all.addAll(some(10, "starting", BLOCK));
    all.addAll(some(2, "note", BLOCK));

    Shedding shedding = Shedding.of(all, new Limits(1L << 40, 1_000), 1L << 30);

    assertThat(shedding.tails()).hasSize(10);
    assertThat(shedding.whole()).extracting(Waiting::type).containsOnly("note").hasSize(2);
    assertThat(shedding.reason()).contains("file system");
  }

  @Test
  void a_report_of_what_was_shed_is_never_shed() {
    List<Waiting> all = concat(some(100, "shed", BLOCK), some(5, "stopped", BLOCK));

    assertThat(Shedding.of(all, new Limits(BLOCK, 1), 0).whole())
        .extracting(Waiting::type)
        .containsOnly("stopped");
  }

  @Property
  void what_is_left_is_within_bounds_and_no_more_goes_than_must(
      @ForAll("spools") List<Waiting> all,
      @ForAll @IntRange(min = 1, max = 60) int files,
      @ForAll @IntRange(min = 1, max = 200) int blocks) {
    Limits limits = new Limits(blocks * BLOCK, files);
    Shedding shedding = Shedding.of(all, limits, 0);

    Set<Waiting> left = new HashSet<>(all);
    left.removeAll(shedding.whole());
    long bytes =
        left.stream().mapToLong(w -> shedding.tails().contains(w) ? BLOCK : w.bytes()).sum();
    long reports = left.stream().filter(w -> w.type().equals("shed")).count();
    if (reports < left.size()) {
      assertThat(bytes).isLessThanOrEqualTo(limits.bytes());
      assertThat(left.size()).isLessThanOrEqualTo(limits.files());
    }
    assertThat(Collections.disjoint(shedding.whole(), shedding.tails())).isTrue();
    if (shedding.whole().stream().anyMatch(w -> w.type().equals("stopped"))) {
      assertThat(left).extracting(Waiting::type).doesNotContain("note", "starting");
    }
    if (Usage.of(all).isWithin(limits)) {
      assertThat(shedding.whole()).extracting(Waiting::type).doesNotContain("stopped", "starting");
    }
  }

  @Property
  void of_each_type_what_is_left_is_newer_than_what_went(@ForAll("spools") List<Waiting> all) {
    Shedding shedding = Shedding.of(all, new Limits(20 * BLOCK, 20), 0);
    for (String type : Set.of("note", "starting")) {
      long newestGone =
          shedding.whole().stream()
              .filter(w -> w.type().equals(type))
              .mapToLong(Waiting::wallMillis)
              .max()
              .orElse(-1);
      assertThat(all)
          .filteredOn(w -> w.type().equals(type) && !shedding.whole().contains(w))
          .allMatch(w -> w.wallMillis() >= newestGone);
    }
  }

  @Provide
  Arbitrary<List<Waiting>> spools() {
    Arbitrary<String> types =
        Arbitraries.of("starting", "stopped", "gave-up", "note", "shed", Waiting.FOREIGN);
    return Combinators.combine(
            types, Arbitraries.integers().between(1, 5), Arbitraries.integers().between(0, 99))
        .as((type, blocks, wall) -> waiting(type, wall, blocks * BLOCK))
        .list()
        .ofMaxSize(60)
        .map(
            list ->
                list.stream()
                    .collect(Collectors.toMap(Waiting::file, w -> w, (a, b) -> a))
                    .values()
                    .stream()
                    .toList());
  }

  private List<Waiting> some(int n, String type, long bytes) {
    List<Waiting> all = new ArrayList<>();
    for (int i = 0; i < n; i++) all.add(waiting(type, made++, bytes));
    return all;
  }

  private static Waiting waiting(String type, long wall, long bytes) {
    String name = "%06d-%s-%d".formatted(wall, type, bytes);
    return new Waiting(Path.of("spool"), name, type, wall, bytes);
  }

  private static <T> List<T> concat(List<T> a, List<T> b) {
    List<T> both = new ArrayList<>(a);
    both.addAll(b);
    return both;
  }
}
