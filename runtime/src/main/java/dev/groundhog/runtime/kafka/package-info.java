/** Meeting the broker: client settings, topics, dead letters, CloudEvents headers. */
@NullMarked
package dev.groundhog.runtime.kafka;

import org.jspecify.annotations.NullMarked;
