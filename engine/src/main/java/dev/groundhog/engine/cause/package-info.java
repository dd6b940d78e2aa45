/** What a crash looks like: a fingerprint and a title, a pure function of its log tail. */
@NullMarked
package dev.groundhog.engine.cause;

import org.jspecify.annotations.NullMarked;
