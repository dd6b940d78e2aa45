package dev.groundhog.engine.cause;

import java.util.List;
import java.util.function.Consumer;

/** Knows how one family of run times dies. Stateless; one pass over the lines. */
@FunctionalInterface
interface Reader {
  /** Reports all that it recognises, oldest first. */
  void read(List<Line> lines, Consumer<Fault> found);
}
