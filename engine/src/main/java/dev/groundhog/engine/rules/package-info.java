/** What the user wants told: thresholds, times, channels, per unit; read from rules.yaml. */
@NullMarked
package dev.groundhog.engine.rules;

import org.jspecify.annotations.NullMarked;
