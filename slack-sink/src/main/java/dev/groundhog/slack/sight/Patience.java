package dev.groundhog.slack.sight;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long nothing may be seen.
 *
 * @param noTick of the streams-app
 * @param noHost of any host; null: that is not watched, because hosts without an agent are silent
 *     for as long as nothing crashes
 */
public record Patience(Duration noTick, @Nullable Duration noHost) {}
