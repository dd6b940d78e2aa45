package dev.groundhog.producer.redact;

/**
 * A line that may leave the host.
 *
 * @param text with marks such as {@code [redacted:password]} where secrets stood
 * @param secrets how many secrets were taken out of it
 */
public record MaskedLine(String text, long secrets) {}
