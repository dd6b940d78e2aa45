/** Everything in one process: embedded broker, streams-app and sink. Nobody depends on it. */
@NullMarked
package dev.groundhog.standalone;

import org.jspecify.annotations.NullMarked;
