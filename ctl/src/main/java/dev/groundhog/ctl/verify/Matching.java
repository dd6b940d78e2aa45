package dev.groundhog.ctl.verify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Gives as many as possible a partner of their own, by augmenting paths (Kuhn). Pure; some hundred
 * on each side.
 */
final class Matching<A, B> {
  private final List<A> ones;
  private final List<B> others;
  private final BiPredicate<A, B> fits;

  /** By the index of the other: that of its partner; -1: none. */
  private final int[] partner;

  private Matching(List<A> ones, List<B> others, BiPredicate<A, B> fits) {
    this.ones = ones;
    this.others = others;
    this.fits = fits;
    this.partner = new int[others.size()];
    Arrays.fill(partner, -1);
  }

  /** Those that get no partner where each has one at most. */
  static <A, B> List<A> unmatched(List<A> ones, List<B> others, BiPredicate<A, B> fits) {
    Matching<A, B> matching = new Matching<>(ones, others, fits);
    List<A> alone = new ArrayList<>();
    for (int one = 0; one < ones.size(); one++) {
      if (!matching.seat(one, new boolean[others.size()])) alone.add(ones.get(one));
    }
    return alone;
  }

  private boolean seat(int one, boolean[] asked) {
    for (int other = 0; other < asked.length; other++) {
      if (asked[other] || !fits.test(ones.get(one), others.get(other))) continue;
      asked[other] = true;
      if (partner[other] < 0 || seat(partner[other], asked)) {
        partner[other] = one;
        return true;
      }
    }
    return false;
  }
}
