package dev.groundhog.producer.keeper;

import dev.groundhog.producer.spool.Waiting;
import java.util.List;

/**
 * How much waits in one spool.
 *
 * @param bytes in whole blocks, as files take them up
 */
record Usage(long bytes, int files) {
  static final Usage NONE = new Usage(0, 0);

  static Usage of(List<Waiting> waiting) {
    return new Usage(waiting.stream().mapToLong(Waiting::bytes).sum(), waiting.size());
  }

  boolean isWithin(Limits limits) {
    return bytes <= limits.bytes() && files <= limits.files();
  }

  Usage minus(long lessBytes, int lessFiles) {
    return new Usage(bytes - lessBytes, files - lessFiles);
  }
}
