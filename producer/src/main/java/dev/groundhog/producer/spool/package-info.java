/**
 * The directory between hook and agent. Its format is described once, in {@code SPOOL-FORMAT.md}
 * beside the hook, and read by one class, {@code SpoolFile}.
 */
@NullMarked
package dev.groundhog.producer.spool;

import org.jspecify.annotations.NullMarked;
