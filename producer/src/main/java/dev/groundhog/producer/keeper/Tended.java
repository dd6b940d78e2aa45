package dev.groundhog.producer.keeper;

import java.util.Map;

/**
 * What was found and done when the spool was looked after.
 *
 * @param mode the word that hooks read now
 * @param reason why, in words for a person
 * @param bytes that wait on disk and in memory, in whole blocks; as last measured
 * @param files that wait on disk and in memory; as last measured
 * @param shed how many events of each type were dropped this time; {@code tail} for tails
 * @param isLost whether the spool's folder, or the one of the mode word, was made anew where this
 *     process may not write: systemd mounts what a service may write to when it starts it
 */
public record Tended(
    Mode mode, String reason, long bytes, int files, Map<String, Long> shed, boolean isLost) {}
