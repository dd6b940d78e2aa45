/**
 * What people read of an incident. Pure: the same revision is always the same bytes.
 *
 * <pre>
 *   Alert --Storyteller--> Story --BlockKit-->    Message (for Slack)
 *                                --ConsoleText--> text    (for a terminal)
 * </pre>
 */
@NullMarked
package dev.groundhog.slack.digest;

import org.jspecify.annotations.NullMarked;
