/** {@code groundhogctl rules}: what the rules say, before they say it at night. */
@NullMarked
package dev.groundhog.ctl.rules;

import org.jspecify.annotations.NullMarked;
