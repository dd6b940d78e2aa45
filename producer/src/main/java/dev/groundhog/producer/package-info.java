/**
 * What runs on every host: the entry point of {@code groundhog}. The hook itself is a shell script
 * beside it, {@code src/main/dist/bin/groundhog-hook}; the two meet in the spool.
 */
@NullMarked
package dev.groundhog.producer;

import org.jspecify.annotations.NullMarked;
