@NullMarked
package dev.groundhog.slack.sink;

import org.jspecify.annotations.NullMarked;
