package dev.groundhog.ctl.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an archive's first line says.
 *
 * @param groundhog always {@link #KIND}: by this word the file is known
 * @param format of the lines; readers refuse a newer one than theirs
 * @param product version of the program that wrote it
 * @param madeBy the command that wrote it
 * @param from first append time of the range that is to be looked at
 * @param to last append time of that range, and of the unit events in the file
 * @param begin first append time of the unit events: what is before {@code from} is warm-up
 * @param partitions of the topic of unit events, from 1
 * @param anonymised whether names and texts are not those that were recorded
 * @param records how many of each topic, by the topic's name
 */
@JsonPropertyOrder({
  "groundhog",
  "format",
  "product",
  "madeBy",
  "from",
  "to",
  "begin",
  "partitions",
  "anonymised",
  "records"
})
public record Header(
    String groundhog,
    int format,
    String product,
    String madeBy,
    Instant from,
    Instant to,
    Instant begin,
    int partitions,
    boolean anonymised,
    Map<String, Long> records) {

  static final String KIND = "archive";

  /** The format that this code writes, and the newest that it reads. */
  static final int FORMAT = 1;

  public Header {
    records = new TreeMap<>(records == null ? Map.of() : records);
  }

  /** Of a file that has no records yet. */
  public static Header of(
      String product,
      String madeBy,
      Instant from,
      Instant to,
      Instant begin,
      int partitions,
      boolean anonymised) {
    return new Header(
        KIND, FORMAT, product, madeBy, from, to, begin, partitions, anonymised, Map.of());
  }

  Header counting(Map<String, Long> counts) {
    return new Header(
        groundhog, format, product, madeBy, from, to, begin, partitions, anonymised, counts);
  }

  /** Whether it says all that a reader needs. */
  boolean isWhole() {
    return product != null
        && madeBy != null
        && from != null
        && to != null
        && begin != null
        && partitions > 0
        && !records.containsValue(null);
  }
}
