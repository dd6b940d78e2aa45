/**
 * Watches whether the pipeline sees anything at all: if the streams-app does not tick, nobody else
 * would notice that nothing is told any more.
 */
@NullMarked
package dev.groundhog.slack.sight;

import org.jspecify.annotations.NullMarked;
