/**
 * What every program of Groundhog needs and none should write twice: reading settings ({@code
 * settings}), starting and stopping ({@code program}), telling whether it works ({@code health}),
 * and meeting the broker ({@code kafka}). Nothing here knows what a crash is.
 */
@NullMarked
package dev.groundhog.runtime;

import org.jspecify.annotations.NullMarked;
