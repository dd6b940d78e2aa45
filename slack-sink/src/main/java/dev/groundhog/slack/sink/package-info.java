/**
 * The loop: reads what people should see, tells Slack, remembers what was told.
 *
 * <pre>
 *   incidents --KafkaSink--> Desk --Destination--> Slack
 *                             |^
 *   deliveries <---KafkaLog---+|
 *        +---------------------+  once, when this sink takes over
 * </pre>
 */
@NullMarked
package dev.groundhog.slack.sink;

import org.jspecify.annotations.NullMarked;
