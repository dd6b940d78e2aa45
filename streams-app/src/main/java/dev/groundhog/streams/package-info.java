/**
 * The engine's plumbing on Kafka Streams: decoding, stores, exactly once, the clock in the log. No
 * judgement lives here.
 */
@NullMarked
package dev.groundhog.streams;

import org.jspecify.annotations.NullMarked;
