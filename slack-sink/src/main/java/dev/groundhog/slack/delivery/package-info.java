/** Carries messages to Slack, or to a terminal, and says what became of them. */
@NullMarked
package dev.groundhog.slack.delivery;

import org.jspecify.annotations.NullMarked;
