/** The first desk: one host's events become signals, duplicates and planned stops fall out. */
@NullMarked
package dev.groundhog.engine.host;

import org.jspecify.annotations.NullMarked;
