package dev.groundhog.engine.suspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.groundhog.events.Alert.Suspect;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Random fleets, judged by counting each label over all hosts. */
class SuspectsPropertyTest {

  record Host(boolean crashes, boolean complete, Map<String, String> labels) {}

  @Property
  void the_order_in_which_hosts_come_does_not_matter(
      @ForAll("fleets") List<Host> fleet, @ForAll Random random) {
    List<Host> shuffled = new ArrayList<>(fleet);
    Collections.shuffle(shuffled, random);
    assertThat(suspects(shuffled)).isEqualTo(suspects(fleet));
  }

  @Property
  void hosts_that_come_and_go_leave_no_trace(
      @ForAll("fleets") List<Host> fleet, @ForAll("fleets") List<Host> others) {
    Traits stay = Traits.NONE;
    for (Host host : fleet) stay = stay.plus(host.labels(), host.complete());
    Traits mixed = stay;
    for (Host host : others) mixed = mixed.plus(host.labels(), host.complete());
    Collections.reverse(others);
    for (Host host : others) mixed = mixed.minus(host.labels(), host.complete());
    assertThat(mixed).isEqualTo(stay);
  }

  /** More values than find room: what is counted one by one is exact, the rest is not claimed. */
  @Property
  void a_count_is_exact_or_not_given(@ForAll List<@IntRange(max = 30) Integer> changes) {
    Map<String, Integer> expected = new TreeMap<>();
    Traits traits = Traits.NONE;
    for (int i = 0; i < changes.size(); i++) {
      // Every third one is of a host that goes, if it is there.
      String value = "v" + changes.get(i);
      boolean goes = i % 3 == 2 && expected.containsKey(value);
      Map<String, String> labels = Map.of("version", value);
      traits = goes ? traits.minus(labels, true) : traits.plus(labels, true);
      expected.merge(value, goes ? -1 : 1, (a, b) -> a + b == 0 ? null : a + b);
      for (int v = 0; v <= 30; v++) {
        Integer count = traits.having("version", "v" + v);
        if (count != null) assertThat(count).isEqualTo(expected.getOrDefault("v" + v, 0));
      }
      int all = expected.values().stream().mapToInt(n -> n).sum();
      assertThat(traits.decided("version")).isEqualTo(all);
      if (expected.size() <= 1) assertThat(traits.hosts()).isEqualTo(all);
    }
  }

  @Property
  void never_a_suspect_that_does_not_separate(@ForAll("fleets") List<Host> fleet) {
    List<Suspect> suspects = suspects(fleet);
    assertThat(suspects).hasSizeLessThanOrEqualTo(3);
    for (Suspect suspect : suspects) {
      long crashing = count(fleet, true, suspect);
      long healthy = count(fleet, false, suspect);
      long ofCrashing = fleet.stream().filter(Host::crashes).count();
      long ofHealthy =
          fleet.stream()
              .filter(h -> !h.crashes())
              .filter(
                  h ->
                      h.labels().containsKey(suspect.label())
                          || (h.complete() && !h.labels().isEmpty()))
              .count();
      assertThat(suspect.crashing()).isEqualTo(crashing + "/" + ofCrashing);
      assertThat(suspect.healthy()).isEqualTo(healthy + "/" + ofHealthy);
      assertThat(ofCrashing).isGreaterThanOrEqualTo(3);
      assertThat(ofHealthy).isGreaterThanOrEqualTo(3);
      assertThat(crashing / (double) ofCrashing).isGreaterThanOrEqualTo(0.8);
      assertThat(healthy / (double) ofHealthy).isLessThanOrEqualTo(0.2);
    }
  }

  @Property
  void a_planted_label_is_found(
      @ForAll("fleets") List<Host> fleet,
      @ForAll @IntRange(min = 6, max = 40) int crashing,
      @ForAll @IntRange(min = 6, max = 40) int healthy) {
    List<Host> planted = new ArrayList<>();
    for (int i = 0; i < crashing + healthy; i++) {
      Map<String, String> labels =
          new TreeMap<>(fleet.isEmpty() ? Map.of() : fleet.get(i % fleet.size()).labels());
      labels.put("planted", i < crashing ? "bad" : "good");
      planted.add(new Host(i < crashing, true, labels));
    }
    assertThat(suspects(planted))
        .contains(new Suspect("planted", "bad", crashing + "/" + crashing, "0/" + healthy));
  }

  @Property
  void one_more_healthy_host_with_a_label_never_makes_it_a_suspect(
      @ForAll("fleets") List<Host> fleet, @ForAll("hosts") Host one) {
    List<Host> more = new ArrayList<>(fleet);
    more.add(new Host(false, one.complete(), one.labels()));
    List<String> before = names(suspects(fleet));
    for (Suspect suspect : suspects(more)) {
      boolean has = suspect.value().equals(one.labels().get(suspect.label()));
      if (has) assertThat(before).contains(suspect.label() + "=" + suspect.value());
    }
  }

  @Property
  void fishers_p_is_that_of_exact_arithmetic(
      @ForAll @IntRange(min = 1, max = 60) int crashing,
      @ForAll @IntRange(max = 60) int healthy,
      @ForAll Random random) {
    int a = random.nextInt(crashing + 1);
    int b = random.nextInt(healthy + 1);
    BigInteger cases = BigInteger.ZERO;
    for (int x = a; x <= Math.min(crashing, a + b); x++) {
      cases = cases.add(choose(crashing, x).multiply(choose(healthy, a + b - x)));
    }
    double exact =
        new BigDecimal(cases)
            .divide(new BigDecimal(choose(crashing + healthy, a + b)), MathContext.DECIMAL64)
            .doubleValue();
    assertThat(Fisher.p(a, crashing, b, healthy)).isCloseTo(exact, within(1e-9 * exact + 1e-300));
  }

  private static BigInteger choose(int n, int k) {
    if (k < 0 || k > n) return BigInteger.ZERO;
    BigInteger result = BigInteger.ONE;
    for (int i = 1; i <= k; i++) {
      result = result.multiply(BigInteger.valueOf(n - k + i)).divide(BigInteger.valueOf(i));
    }
    return result;
  }

  private static long count(List<Host> fleet, boolean crashing, Suspect suspect) {
    return fleet.stream()
        .filter(h -> h.crashes() == crashing)
        .filter(h -> suspect.value().equals(h.labels().get(suspect.label())))
        .count();
  }

  private static List<String> names(List<Suspect> suspects) {
    return suspects.stream().map(s -> s.label() + "=" + s.value()).toList();
  }

  private static List<Suspect> suspects(List<Host> fleet) {
    Traits crashing = Traits.NONE;
    Traits healthy = Traits.NONE;
    for (Host host : fleet) {
      if (host.crashes()) crashing = crashing.plus(host.labels(), true);
      else healthy = healthy.plus(host.labels(), host.complete());
    }
    return Suspects.of(crashing, healthy, Set.of());
  }

  /** Crashing hosts mostly have version 2, the others mostly 1, so that suspects do occur. */
  @Provide
  Arbitrary<Host> hosts() {
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(true, true, true, false),
            Arbitraries.integers().between(0, 11),
            Arbitraries.maps(Arbitraries.of("kernel", "zone", "env"), Arbitraries.of("a", "b", "c"))
                .ofMaxSize(3))
        .as(
            (crashes, complete, odd, labels) -> {
              Map<String, String> all = new TreeMap<>(labels);
              if (odd != 1) all.put("version", crashes == (odd != 0) ? "2" : "1");
              return new Host(crashes, complete, all);
            });
  }

  @Provide
  Arbitrary<List<Host>> fleets() {
    return hosts().list().ofMaxSize(60);
  }
}
