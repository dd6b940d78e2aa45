/** The pages /health and /metrics. */
@NullMarked
package dev.groundhog.runtime.health;

import org.jspecify.annotations.NullMarked;
