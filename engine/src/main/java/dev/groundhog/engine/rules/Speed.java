package dev.groundhog.engine.rules;

import java.time.Duration;

/**
 * So many crashes of a unit on one host within a time are a loop.
 *
 * @param crashes at least 1
 * @param within longer than zero
 */
public record Speed(int crashes, Duration within) {}
