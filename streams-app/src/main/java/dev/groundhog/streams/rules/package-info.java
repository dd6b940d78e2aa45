/** The rules that are judged by: from a file to the control topic, and from there into force. */
@NullMarked
package dev.groundhog.streams.rules;

import org.jspecify.annotations.NullMarked;
