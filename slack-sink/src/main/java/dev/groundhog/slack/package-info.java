/** The program that tells Slack: settings, start, stop. */
@NullMarked
package dev.groundhog.slack;

import org.jspecify.annotations.NullMarked;
