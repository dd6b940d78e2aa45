/** Raw log bytes become lines that are safe to show and small enough to send. Pure. */
@NullMarked
package dev.groundhog.producer.tail;

import org.jspecify.annotations.NullMarked;
