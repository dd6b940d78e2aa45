/**
 * Tests each link from systemd to Kafka and says how to mend what is wrong. What a probe saw is a
 * record ({@code …Seen}); what that means is decided there, without looking at anything else.
 */
@NullMarked
package dev.groundhog.producer.doctor;

import org.jspecify.annotations.NullMarked;
