/**
 * What systemd and its journal know of a run: its last lines, whether its stop was asked for, how
 * often it was restarted, and that systemd gave up. Child processes read, pure code judges.
 */
@NullMarked
package dev.groundhog.producer.journal;

import org.jspecify.annotations.NullMarked;
