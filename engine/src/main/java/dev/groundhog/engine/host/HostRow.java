package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a host.
 *
 * @param next how many facts were taken in
 * @param running the units it said run, by its newest list; null: it never said
 * @param runningHash the hash of that list
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostRow(long next, @Nullable List<String> running, @Nullable String runningHash) {
  static final HostRow NEW = new HostRow(0, null, null);
}
