/** Puts the hook into units, by drop-ins that can be taken out again without a trace. */
@NullMarked
package dev.groundhog.producer.install;

import org.jspecify.annotations.NullMarked;
