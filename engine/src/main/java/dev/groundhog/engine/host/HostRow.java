package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a host.
 *
 * @param next how many facts were taken in
 * @param running the units it said run, by its newest list; null: it never said
 * @param runningHash the hash of that list
 * @param heardAt when its newest fact was appended
 * @param aliveAt when its agent's newest sign of life was
 * @param silent whether the unit desks were told that its agent fell silent
 * @param lookAt the date at which its silence is looked at
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostRow(
    long next,
    @Nullable List<String> running,
    @Nullable String runningHash,
    @Nullable Instant heardAt,
    @Nullable Instant aliveAt,
    boolean silent,
    @Nullable Instant lookAt) {
  static final HostRow NEW = new HostRow(0, null, null, null, null, false, null);
}
