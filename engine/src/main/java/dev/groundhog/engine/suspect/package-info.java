/** What crashing hosts have in common and healthy ones have not: counting and the test. Pure. */
@NullMarked
package dev.groundhog.engine.suspect;

import org.jspecify.annotations.NullMarked;
