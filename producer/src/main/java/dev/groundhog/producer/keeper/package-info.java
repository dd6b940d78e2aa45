/**
 * Keeps the spool within its bounds and tells the hooks, by one word in memory, where and what to
 * write.
 */
@NullMarked
package dev.groundhog.producer.keeper;

import org.jspecify.annotations.NullMarked;
