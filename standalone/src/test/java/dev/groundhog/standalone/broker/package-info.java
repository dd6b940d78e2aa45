/** Brokers for tests: in this JVM, in a child JVM that can be killed, in a container. */
@NullMarked
package dev.groundhog.standalone.broker;

import org.jspecify.annotations.NullMarked;
