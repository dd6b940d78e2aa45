package dev.groundhog.producer.journal;

import dev.groundhog.events.EventType;
import dev.groundhog.producer.spool.HostTime;
import org.jspecify.annotations.Nullable;

/**
 * Something that the service manager logged about a unit and that is worth an event, with the same
 * facts that the hook would be told.
 *
 * @param type {@code starting}, {@code stopped} or {@code gave-up}
 * @param invocation which run; for {@code gave-up} the last one, absent on older systemd
 * @param captured when the manager logged it; its uptime is the monotonic clock's, which can differ
 *     from the hook's
 * @param result of a stop, in systemd's word
 * @param exitCode {@code exited}, {@code killed}, {@code dumped}; absent where the main process
 *     ended well, because the manager does not log that
 * @param exitStatus the status as digits or the signal's name
 */
public record ManagerFact(
    EventType type,
    String unit,
    @Nullable String invocation,
    HostTime captured,
    @Nullable String result,
    @Nullable String exitCode,
    @Nullable String exitStatus) {}
