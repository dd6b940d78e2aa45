package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.engine.signal.Crash;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one unit on one host.
 *
 * @param acquaintance what the unit desk was told of its being here
 * @param startedAt when its newest run began
 * @param invocation of that run
 * @param restarts the newest count of automatic restarts
 * @param stoppedAt when a run last ended, in whatever way
 * @param crashedAt its newest crash
 * @param signalledAt when the newest batch of crashes was sent
 * @param waiting crashes for the next batch
 * @param batchAt when that batch is due
 * @param heardAt when the newest event about it was appended
 * @param notices what was told of its starts and stops in this minute, if that is wanted
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record UnitRow(
    Acquaintance acquaintance,
    @Nullable Instant startedAt,
    @Nullable String invocation,
    @Nullable Integer restarts,
    @Nullable Instant stoppedAt,
    @Nullable Instant crashedAt,
    @Nullable Instant signalledAt,
    List<Crash> waiting,
    @Nullable Instant batchAt,
    @Nullable Instant heardAt,
    Notices.@Nullable Minute notices) {
  static final UnitRow NEW =
      new UnitRow(
          Acquaintance.NONE, null, null, null, null, null, null, List.of(), null, null, null);

  public UnitRow {
    acquaintance = acquaintance == null ? Acquaintance.NONE : acquaintance;
    waiting = waiting == null ? List.of() : List.copyOf(waiting);
  }
}
