/** The host's one long-running process: publishes the spool, in order, and says that it lives. */
@NullMarked
package dev.groundhog.producer.agent;

import org.jspecify.annotations.NullMarked;
