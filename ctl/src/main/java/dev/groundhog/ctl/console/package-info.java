/**
 * {@code groundhogctl console}: incidents on a web page, live.
 *
 * <pre>
 * topics → Feed → Board (the read model) → Site → browser
 *                    ↓ something is new
 *                 Viewers (server-sent events: "look again")
 * </pre>
 *
 * <p>All it knows is in the topics, so any number of consoles can run, and be stopped at any time.
 */
@NullMarked
package dev.groundhog.ctl.console;

import org.jspecify.annotations.NullMarked;
