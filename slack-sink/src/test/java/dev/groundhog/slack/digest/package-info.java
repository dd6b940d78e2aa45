@NullMarked
package dev.groundhog.slack.digest;

import org.jspecify.annotations.NullMarked;
