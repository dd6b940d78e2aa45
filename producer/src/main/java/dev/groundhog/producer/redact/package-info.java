/**
 * Takes secrets out of log lines before they leave the host; a mark says what stood there. Pure.
 */
@NullMarked
package dev.groundhog.producer.redact;

import org.jspecify.annotations.NullMarked;
