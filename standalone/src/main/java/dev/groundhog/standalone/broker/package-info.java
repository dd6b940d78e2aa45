/** A Kafka broker inside this process: one combined KRaft node on loopback. */
@NullMarked
package dev.groundhog.standalone.broker;

import org.jspecify.annotations.NullMarked;
