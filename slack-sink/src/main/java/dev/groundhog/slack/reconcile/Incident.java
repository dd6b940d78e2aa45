package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Severity;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One incident.
 *
 * @param remarks what people said that belongs beside it: marks and acknowledgements
 * @param page where a browser shows it; null: nowhere
 */
public record Incident(Alert alert, List<ControlEvent> remarks, @Nullable URI page)
    implements Subject {
  public Incident {
    remarks = List.copyOf(remarks);
  }

  /** Of which nobody said anything, and which no browser shows. */
  public Incident(Alert alert) {
    this(alert, List.of(), null);
  }

  @Override
  public boolean isReminder() {
    return alert.newsReason() == Reason.REMINDER;
  }

  @Override
  public String id() {
    return alert.incident();
  }

  @Override
  public int revision() {
    return alert.revision();
  }

  @Override
  public int newsRevision() {
    return alert.newsRevision();
  }

  @Override
  public boolean isOver() {
    return alert.state().isOver();
  }

  @Override
  public boolean isClosed() {
    return alert.state() == AlertState.CLOSED;
  }

  @Override
  public boolean isPart() {
    // A larger incident tells of it, or did so until both were over.
    return alert.partOf() != null || alert.newsRevision() == 0;
  }

  @Override
  public Instant lastCrashAt() {
    return alert.lastCrashAt();
  }

  @Override
  public Instant at() {
    return alert.at();
  }

  @Override
  public Severity severity() {
    return alert.severity();
  }

  @Override
  public long crashes() {
    return alert.crashes();
  }

  @Override
  public int hostCount() {
    return alert.hostCount();
  }

  @Override
  public @Nullable String channel() {
    return alert.channel();
  }
}
