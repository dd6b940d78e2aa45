/**
 * Where records come from: the topics of a broker, read with plain consumers, or something that was
 * kept of them. Nothing here writes.
 */
@NullMarked
package dev.groundhog.ctl.log;

import org.jspecify.annotations.NullMarked;
