package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a host. Read for each of its facts, so it is small; that it is heard of
 * changes it only every {@link Silence#GRAIN}.
 *
 * @param heardAt when its newest fact was appended, or up to that grain before
 * @param aliveAt when its agent's newest sign of life was, or up to that grain before
 * @param silent whether the unit desks were told that its agent fell silent
 * @param lookAt the date at which its silence is looked at
 * @param crashed units that crashed not long ago, at most {@link Sights#NAMED}
 * @param manyCrashed whether there are more of them, which are not named
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record HostRow(
    @Nullable Instant heardAt,
    @Nullable Instant aliveAt,
    boolean silent,
    @Nullable Instant lookAt,
    List<String> crashed,
    boolean manyCrashed) {
  static final HostRow NEW = new HostRow(null, null, false, null, List.of(), false);

  public HostRow {
    crashed = crashed == null ? List.of() : List.copyOf(crashed);
  }
}
