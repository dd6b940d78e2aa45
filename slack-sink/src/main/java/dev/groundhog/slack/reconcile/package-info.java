/** Compares what people should see with what they do see. Pure. */
@NullMarked
package dev.groundhog.slack.reconcile;

import org.jspecify.annotations.NullMarked;
