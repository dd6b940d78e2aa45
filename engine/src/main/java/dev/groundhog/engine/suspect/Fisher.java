package dev.groundhog.engine.suspect;

/**
 * Fisher's exact test, one-sided: how probable it is that at least so many of the hosts with a
 * label are among the crashing ones if the label has nothing to do with it.
 *
 * <p>Source: R. A. Fisher, "On the interpretation of χ² from contingency tables, and the
 * calculation of P", J. Royal Statistical Society 85 (1922). StrictMath, so that a replay on
 * another machine decides the same.
 */
final class Fisher {
  private Fisher() {}

  /**
   * @param a crashing hosts with the label, 0 to {@code crashing}
   * @param b healthy hosts with the label, 0 to {@code healthy}
   * @return 0 to 1
   */
  static double p(int a, int crashing, int b, int healthy) {
    int with = a + b;
    int all = crashing + healthy;
    double term = StrictMath.exp(choose(crashing, a) + choose(healthy, b) - choose(all, with));
    double sum = 0;
    for (int x = a; term > sum * 1e-17; x++) {
      sum += term;
      if (x >= Math.min(crashing, with)) break;
      // The hypergeometric distribution's next term from this one.
      term *= (double) (crashing - x) * (with - x);
      term /= (double) (x + 1) * (healthy - with + x + 1);
    }
    return Math.min(1, sum);
  }

  /** The logarithm of "n choose k". */
  private static double choose(int n, int k) {
    return factorial(n) - factorial(k) - factorial(n - k);
  }

  /** The logarithm of n!, by Stirling's series where its error is below 1e-10. */
  private static double factorial(int n) {
    if (n < 20) {
      double sum = 0;
      for (int i = 2; i <= n; i++) sum += StrictMath.log(i);
      return sum;
    }
    double x = n;
    double series = 1 / (12 * x) - 1 / (360 * x * x * x) + 1 / (1260 * x * x * x * x * x);
    return x * StrictMath.log(x) - x + 0.5 * StrictMath.log(2 * Math.PI * x) + series;
  }
}
