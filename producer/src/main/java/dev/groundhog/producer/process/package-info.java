/** Programs of the host that are run as children, with a deadline. */
@NullMarked
package dev.groundhog.producer.process;

import org.jspecify.annotations.NullMarked;
