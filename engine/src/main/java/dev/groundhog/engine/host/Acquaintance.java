package dev.groundhog.engine.host;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a unit on a host for knowing where its family exists.
 *
 * @param told whether the unit desk was told that it exists here
 * @param labelsTold a hash of the labels it was told, and whether they are a run's or the host's
 * @param labels of the newest run, as long as they were not told
 * @param upSince when the newest start was appended; null: it was stopped since, or never started
 * @param lookAt the date at which a run that goes on is taken for one that lasts
 * @param absentSince since when the agent's lists do not have it; null: they do, or there are none
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Acquaintance(
    boolean told,
    @Nullable String labelsTold,
    @Nullable Map<String, String> labels,
    @Nullable Instant upSince,
    @Nullable Instant lookAt,
    @Nullable Instant absentSince) {
  static final Acquaintance NONE = new Acquaintance(false, null, null, null, null, null);

  public Acquaintance {
    labels = labels == null ? null : new TreeMap<>(labels);
  }
}
