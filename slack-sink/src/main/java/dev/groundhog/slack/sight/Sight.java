package dev.groundhog.slack.sight;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is seen.
 *
 * @param noTickSince null: ticks come
 * @param noHostSince null: hosts are heard, or nobody asked
 */
public record Sight(@Nullable Instant noTickSince, @Nullable Instant noHostSince) {}
