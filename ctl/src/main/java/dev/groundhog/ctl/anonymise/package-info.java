/**
 * Records without the names and the words of those who wrote them, that a replay judges as it
 * judges the originals. Pure but for the key, which chance makes once for each export.
 */
@NullMarked
package dev.groundhog.ctl.anonymise;

import org.jspecify.annotations.NullMarked;
