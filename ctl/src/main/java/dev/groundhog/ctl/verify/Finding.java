package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Pairs.Pair;
import java.util.List;

/**
 * What came of holding one incident of the live pipeline against the replay's.
 *
 * @param pair live first, then by the log
 * @param lines what is to be said of it, for people; empty where both agree
 */
record Finding(Verdict verdict, Pair pair, List<String> lines) {
  Finding {
    lines = List.copyOf(lines);
  }

  /** In the order in which they matter least. */
  enum Verdict {
    /** The same in every respect. */
    AGREES,
    /** The same, but for what the order of partitions alone can change. */
    EXPLAINED,
    /** What is needed to judge it is not there any more, or not yet. */
    NOT_JUDGED,
    DIFFERS
  }
}
