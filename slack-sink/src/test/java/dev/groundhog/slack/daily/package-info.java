@NullMarked
package dev.groundhog.slack.daily;

import org.jspecify.annotations.NullMarked;
