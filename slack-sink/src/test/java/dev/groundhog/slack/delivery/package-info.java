@NullMarked
package dev.groundhog.slack.delivery;

import org.jspecify.annotations.NullMarked;
