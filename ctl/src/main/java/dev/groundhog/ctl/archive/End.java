package dev.groundhog.ctl.archive;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An archive's last line.
 *
 * @param end always true: by this word it is known
 * @param records as in the header
 * @param sha256 of all lines before it, their ends included, in hex
 */
@JsonPropertyOrder({"end", "records", "sha256"})
record End(boolean end, Map<String, Long> records, @Nullable String sha256) {
  End {
    records = new TreeMap<>(records == null ? Map.of() : records);
  }
}
