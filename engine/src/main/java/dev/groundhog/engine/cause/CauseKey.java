package dev.groundhog.engine.cause;

/**
 * What a crash looks like.
 *
 * @param fingerprint {@code v1:} and 12 hex digits; equal for crashes that look the same
 * @param title the deciding line, masked, for people; at most 200 characters
 * @param decisive whether a line was found that names the fault; if not, the last line stands in,
 *     and such a cause never joins different units
 */
public record CauseKey(String fingerprint, String title, boolean decisive) {}
