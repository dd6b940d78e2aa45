/** A stand-in for Slack, for tests and for trying things by hand. */
@NullMarked
package dev.groundhog.slack.fake;

import org.jspecify.annotations.NullMarked;
