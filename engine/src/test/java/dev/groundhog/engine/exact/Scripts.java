package dev.groundhog.engine.exact;

import dev.groundhog.engine.exact.Script.Happening;
import dev.groundhog.engine.exact.Script.Limits;
import dev.groundhog.engine.exact.Script.RuleSet;
import dev.groundhog.engine.exact.Script.What;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Random scripts: small numbers, so that limits are met and a counterexample can be read. */
final class Scripts {
  private static final Limits BUILT_IN = new Limits(3, 300, 10, 3600, 3, 0, 600, 600, 1800);
  private static final int YEAR = 365 * 24 * 3600;

  private Scripts() {}

  /** Late and doubled reports, wrong clocks, every rule. */
  static Arbitrary<Script> any() {
    return script(
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.just(0)),
            Tuple.of(2, Arbitraries.integers().between(0, 7200)),
            Tuple.of(1, Arbitraries.of(86_399, 86_400, 86_401, 100_000))),
        Arbitraries.frequency(
            Tuple.of(6, What.CRASH),
            Tuple.of(1, What.TWICE),
            Tuple.of(1, What.CRASH_BY_WALL_CLOCK),
            Tuple.of(1, What.STOP)));
  }

  /** Every report at once, by right clocks. */
  static Arbitrary<Script> punctual() {
    return script(
        Arbitraries.just(0),
        Arbitraries.frequency(
            Tuple.of(6, What.CRASH), Tuple.of(1, What.TWICE), Tuple.of(1, What.STOP)));
  }

  private static Arbitrary<Script> script(Arbitrary<Integer> delay, Arbitrary<What> what) {
    Arbitrary<Happening> happening =
        Combinators.combine(
                what,
                Arbitraries.integers().between(0, 5),
                Arbitraries.frequency(Tuple.of(3, 0), Tuple.of(1, 1)),
                pause(),
                delay,
                Arbitraries.frequency(
                    Tuple.of(4, 0),
                    Tuple.of(1, 300),
                    Tuple.of(1, -300),
                    Tuple.of(1, YEAR),
                    Tuple.of(1, -YEAR)),
                Arbitraries.integers().between(0, 2),
                Arbitraries.frequency(Tuple.of(3, false), Tuple.of(1, true)))
            .as(Happening::new);
    return Combinators.combine(
            rules(),
            Arbitraries.of(0, 0, 6, 14, 25, 50),
            happening.list().ofMinSize(1).ofMaxSize(50))
        .as(Script::new);
  }

  private static Arbitrary<Integer> pause() {
    return Arbitraries.frequencyOf(
        Tuple.of(3, Arbitraries.integers().between(0, 5)),
        Tuple.of(6, Arbitraries.integers().between(0, 600)),
        Tuple.of(1, Arbitraries.of(300, 600, 2399, 2400, 2401, 3600)),
        Tuple.of(1, Arbitraries.integers().between(600, 2600)));
  }

  private static Arbitrary<RuleSet> rules() {
    Arbitrary<Limits> limits =
        Arbitraries.frequencyOf(Tuple.of(1, Arbitraries.just(BUILT_IN)), Tuple.of(2, limits()));
    return Arbitraries.frequencyOf(
        Tuple.of(1, limits.map(l -> new RuleSet(l, l))),
        Tuple.of(2, Combinators.combine(limits, limits).as(RuleSet::new)));
  }

  private static Arbitrary<Limits> limits() {
    return Combinators.combine(
            Arbitraries.integers().between(2, 5),
            Arbitraries.integers().between(1, 900),
            Arbitraries.integers().between(4, 10),
            Arbitraries.integers().between(900, 7200),
            Arbitraries.integers().between(2, 6),
            Arbitraries.of(0, 0, 7, 28, 50),
            Arbitraries.integers().between(1, 1800),
            Arbitraries.integers().between(60, 900))
        .as(
            (fast, fastWithin, slow, slowWithin, wave, share, waveWithin, resolve) ->
                new Limits(
                    fast,
                    fastWithin,
                    slow,
                    slowWithin,
                    wave,
                    share,
                    waveWithin,
                    resolve,
                    2 * resolve));
  }
}
