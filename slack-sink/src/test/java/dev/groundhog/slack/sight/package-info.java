@NullMarked
package dev.groundhog.slack.sight;

import org.jspecify.annotations.NullMarked;
