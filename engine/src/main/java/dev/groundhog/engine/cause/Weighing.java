package dev.groundhog.engine.cause;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Takes the heaviest of what the readers report. Of two that weigh the same the later decides: a
 * program that lives on after an error did not die of it.
 */
final class Weighing implements Consumer<Fault> {
  private final boolean suddenEnd;
  private @Nullable Fault heaviest;

  /**
   * @param suddenEnd whether the process was ended from outside its code, so that errors which it
   *     logged cannot have been the end
   */
  Weighing(boolean suddenEnd) {
    this.suddenEnd = suddenEnd;
  }

  @Override
  public void accept(Fault fault) {
    if (suddenEnd && fault.rank().isOnlyLogged()) return;
    Fault best = heaviest;
    // One line read twice: with its stack it says more.
    if (best != null
        && best.at() == fault.at()
        && fault.frames().isEmpty()
        && !best.frames().isEmpty()) return;
    if (best == null || isHeavier(fault, best)) heaviest = fault;
    else if (isOver(best, fault)) heaviest = fault;
  }

  /** A trace that nobody names, or an error, and then the program spoke: it lived on. */
  private static boolean isOver(Fault trace, Fault said) {
    boolean survived =
        switch (trace.rank()) {
          case HEADLESS -> said.rank() == Rank.STATED || said.rank() == Rank.CALLED;
          case LOGGED, BARE -> said.rank() == Rank.CALLED;
          default -> false;
        };
    return survived
        && trace.at() < said.at()
        && trace.frames().stream().allMatch(frame -> frame.at() < said.at());
  }

  private static boolean isHeavier(Fault fault, Fault than) {
    if (fault.rank() != than.rank()) return fault.rank().outweighs(than.rank());
    return fault.at() > than.at();
  }

  @Nullable Fault heaviest() {
    return heaviest;
  }
}
