@NullMarked
package dev.groundhog.slack.reconcile;

import org.jspecify.annotations.NullMarked;
