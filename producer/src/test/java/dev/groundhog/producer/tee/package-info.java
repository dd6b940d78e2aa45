/** {@code groundhog-tee}, the real script in real pipes. */
@NullMarked
package dev.groundhog.producer.tee;

import org.jspecify.annotations.NullMarked;
