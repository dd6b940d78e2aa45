package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.groundhog.engine.cause.Corpus.Labelled;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How well fingerprints tell faults apart, over all pairs of a set: of those that the engine takes
 * for one fault, how many are (precision); of those that are one fault, how many it sees (recall).
 *
 * <p>Pairs are of one part of a set. Programs of different authors that die in words of a run time,
 * with nothing of their own ({@code listen EADDRINUSE}), do look the same; how often is printed.
 *
 * <p>A tail that has lost the line that names the fault cannot look like one that has it. So the
 * recall that is asked for is that of tails which name their fault; that of all is printed beside.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorpusTest {
  /**
   * The aim is 0.99 and 0.95; only the first part reaches both. The set-aside part is made without
   * knowledge of this code. All bounds are what was reached: with the same tails they may only
   * rise.
   */
  @ParameterizedTest
  @CsvSource({"known, 0.99, 0.94", "holdout, 0.90, 0.91"})
  void crashes_of_one_fault_are_together_and_others_are_not(
      String set, double precision, double recall) {
    List<Labelled> all = Corpus.read(set);
    assumeThat(all).as("the set " + set + " is here").isNotEmpty();
    Map<Labelled, String> prints = prints(all);
    List<Labelled> naming = all.stream().filter(Labelled::decisive).toList();

    Figures figures = Figures.of(all, prints);
    Figures ofNaming = Figures.of(naming, prints);
    print(set, all, prints, figures, ofNaming);
    for (String part : all.stream().map(Labelled::part).distinct().toList()) {
      List<Labelled> of = all.stream().filter(tail -> tail.part().equals(part)).toList();
      List<Labelled> told = of.stream().filter(Labelled::decisive).toList();
      print(
          set + ", " + part + " part",
          of,
          prints,
          Figures.of(of, prints),
          Figures.of(told, prints));
    }

    assertThat(figures.precision()).as("precision over all tails").isGreaterThan(precision);
    assertThat(ofNaming.recall()).as("recall of tails that name the fault").isGreaterThan(recall);
  }

  /** What each part has reached: the parts that come later hide no loss in those before. */
  @ParameterizedTest
  @CsvSource({
    "first, 0.99, 0.98",
    "second, 0.99, 0.917",
    "third, 0.99, 0.903",
    "fourth, 0.97, 0.922",
    "fifth, 0.98, 0.914"
  })
  void no_part_gets_worse(String part, double precision, double recall) {
    List<Labelled> its =
        Corpus.read("known").stream().filter(tail -> tail.part().equals(part)).toList();
    Map<Labelled, String> prints = prints(its);
    List<Labelled> naming = its.stream().filter(Labelled::decisive).toList();

    assertThat(Figures.of(its, prints).precision()).as("over all tails").isGreaterThan(precision);
    assertThat(Figures.of(naming, prints).precision()).as("naming").isGreaterThan(0.997);
    assertThat(Figures.of(naming, prints).recall()).as("naming").isGreaterThan(recall);
  }

  @Test
  void the_corpus_is_as_large_as_it_should_be() {
    List<Labelled> all = Corpus.read("known");
    assertThat(all).hasSizeGreaterThan(300);
    assertThat(all.stream().map(Labelled::cause).distinct().count()).isGreaterThan(60);
  }

  /** systemd's word about an ending is in the tail, but units that share it share no fault. */
  @ParameterizedTest
  @ValueSource(strings = {"known", "holdout"})
  void the_engine_knows_whether_it_has_found_the_fault(String set) {
    List<Labelled> all = Corpus.read(set);
    assumeThat(all).isNotEmpty();
    List<Labelled> wrong =
        all.stream().filter(t -> t.explained().cause().decisive() != t.decisive()).toList();
    double right = 1 - wrong.size() / (double) all.size();
    System.out.printf(Locale.ROOT, "%s: decisive as labelled %.4f%n", set, right);
    assertThat(right).as(wrong::toString).isGreaterThanOrEqualTo(0.95);
  }

  @ParameterizedTest
  @ValueSource(strings = {"known", "holdout"})
  void titles_can_be_read(String set) {
    List<Labelled> all = Corpus.read(set);
    assumeThat(all).isNotEmpty();
    for (Labelled tail : all) {
      String title = tail.explained().cause().title();
      assertThat(title).as(tail.toString()).isNotBlank().hasSizeLessThanOrEqualTo(200);
      assertThat(title)
          .as(tail.toString())
          .doesNotContainPattern(
              "[0-9a-f]{8}-[0-9a-f]{4}-|0x[0-9a-f]{6,}|\\d{1,3}(\\.\\d{1,3}){3}|\\d{6,}");
    }
  }

  @Test
  void what_is_known_to_be_wrong_is_still_wrong_and_nothing_else_is_together() {
    List<Labelled> all = Corpus.read("known");
    Map<Labelled, String> prints = prints(all);
    Set<String> together = new TreeSet<>();
    for (Set<String> merged : merged(all, prints)) together.add(String.join(", ", merged));
    Map<String, List<Labelled>> apart =
        all.stream().filter(Labelled::decisive).collect(Collectors.groupingBy(Labelled::cause));

    Set<String> listed = new TreeSet<>();
    for (List<String> row : Corpus.knownWrong()) {
      if (row.get(0).equals("together")) listed.add(row.get(1));
      if (!row.get(0).equals("apart")) continue;
      List<Labelled> tails = apart.getOrDefault(row.get(1), List.of());
      assertThat(tails.stream().map(prints::get).distinct().count())
          .as("mended, take it off known-wrong.md: " + row)
          .isGreaterThan(1);
    }
    assertThat(together).as("together though different, see known-wrong.md").isEqualTo(listed);
  }

  private static Map<Labelled, String> prints(List<Labelled> tails) {
    Map<Labelled, String> prints = new LinkedHashMap<>();
    for (Labelled tail : tails) prints.put(tail, tail.explained().cause().fingerprint());
    return prints;
  }

  private static List<Set<String>> merged(List<Labelled> all, Map<Labelled, String> prints) {
    return all.stream()
        .collect(
            Collectors.groupingBy(
                tail -> tail.part() + prints.get(tail),
                LinkedHashMap::new,
                Collectors.mapping(Labelled::cause, Collectors.toCollection(TreeSet::new))))
        .values()
        .stream()
        .filter(causes -> causes.size() > 1)
        .map(causes -> (Set<String>) causes)
        .toList();
  }

  private static void print(
      String set,
      List<Labelled> all,
      Map<Labelled, String> prints,
      Figures figures,
      Figures naming) {
    System.out.printf(
        Locale.ROOT,
        "%s: %d tails of %d causes, %d fingerprints; precision %.4f (%.4f with pairs across parts),"
            + " recall %.4f; of the %d that name their fault: precision %.4f, recall %.4f%n",
        set,
        all.size(),
        all.stream().map(Labelled::cause).distinct().count(),
        all.stream().map(prints::get).distinct().count(),
        figures.precision(),
        figures.across(),
        figures.recall(),
        naming.tails(),
        naming.precision(),
        naming.recall());
    merged(all, prints).forEach(causes -> System.out.println("  together: " + causes));
    figures.worst().forEach(worst -> System.out.println("  apart: " + worst));
  }

  /** Pairwise figures of one set. */
  private record Figures(
      int tails, double precision, double across, double recall, List<String> worst) {
    static Figures of(List<Labelled> tails, Map<Labelled, String> prints) {
      Map<String, List<Labelled>> byCause =
          tails.stream().collect(Collectors.groupingBy(Labelled::cause));
      long same = byCause.values().stream().mapToLong(group -> pairs(group.size())).sum();
      long taken = pairsOf(tails, tail -> tail.part() + prints.get(tail));
      long across = pairsOf(tails, prints::get);
      long right = 0;
      Map<String, Long> lost = new LinkedHashMap<>();
      for (Map.Entry<String, List<Labelled>> group : byCause.entrySet()) {
        long seen = pairsOf(group.getValue(), prints::get);
        right += seen;
        long missed = pairs(group.getValue().size()) - seen;
        if (missed > 0) lost.put(group.getKey(), missed);
      }
      List<String> worst = new ArrayList<>();
      lost.entrySet().stream()
          .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
          .limit(15)
          .forEach(e -> worst.add(e.getKey() + ", " + e.getValue() + " pairs"));
      return new Figures(
          tails.size(),
          right / (double) Math.max(1, taken),
          right / (double) Math.max(1, across),
          right / (double) Math.max(1, same),
          worst);
    }

    private static long pairsOf(List<Labelled> tails, Function<Labelled, String> by) {
      return tails.stream()
          .collect(Collectors.groupingBy(by, Collectors.counting()))
          .values()
          .stream()
          .mapToLong(n -> pairs(n))
          .sum();
    }

    private static long pairs(long n) {
      return n * (n - 1) / 2;
    }
  }
}
