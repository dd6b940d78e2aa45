/**
 * All judgement: what is a crash, what is one problem, when to tell it, when it is over, and why.
 *
 * <pre>
 *   unit events --HostDesk (per host)--&gt; signals --UnitDesk (per unit family)--&gt; revisions --FleetDesk--&gt; alerts
 * </pre>
 *
 * <p>Pure: no Kafka, no I/O, no clock. Time comes from the log alone (see {@code When} and {@code
 * Progress} in {@code signal}), so the live pipeline and a replay of its log decide the same. Desks
 * keep what they remember in {@link dev.groundhog.engine.Table}s that whoever drives them provides.
 */
@NullMarked
package dev.groundhog.engine;

import org.jspecify.annotations.NullMarked;
