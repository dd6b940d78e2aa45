/**
 * What {@code ./quickstart} plays: a rolling crash of three hosts, through real hook processes,
 * spools, agents and a real broker, until Slack (or this terminal) has one message.
 */
@NullMarked
package dev.groundhog.standalone.demo;

import org.jspecify.annotations.NullMarked;
