/** One event from a person, a script or a container's entrypoint: spooled first, then published. */
@NullMarked
package dev.groundhog.producer.send;

import org.jspecify.annotations.NullMarked;
