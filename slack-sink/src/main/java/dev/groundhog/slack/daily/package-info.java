/**
 * The daily digest: which units crashed most in the last day, against the week before, and what
 * still goes on. Off unless a time is set.
 */
@NullMarked
package dev.groundhog.slack.daily;

import org.jspecify.annotations.NullMarked;
