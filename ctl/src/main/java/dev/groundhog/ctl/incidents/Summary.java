package dev.groundhog.ctl.incidents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as a list shows it, at one moment.
 *
 * @param incident its id
 * @param shortId the last part of that, as Slack shows it
 * @param subject what crashes: {@code chat.service}, {@code host web-3}, {@code 4 units}
 * @param hosts the first few names, worst first
 * @param cause the most frequent one's title; absent: no cause is known
 * @param partOf the larger incident that tells of this one
 * @param hold why people are not told now; absent: they are
 * @param silences ids of those that hold now, or will, and cover a host of it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Summary(
    String incident,
    String shortId,
    Scope scope,
    String subject,
    AlertState state,
    Severity severity,
    Instant openedAt,
    Instant firstCrashAt,
    Instant lastCrashAt,
    Instant at,
    int reopened,
    long crashes,
    int hostCount,
    @Nullable Integer knownHosts,
    List<String> hosts,
    @Nullable String cause,
    @Nullable String partOf,
    Telling told,
    @Nullable Hold hold,
    List<String> silences,
    @Nullable Acknowledged acknowledged) {

  private static final int NAMES = 5;

  static Summary of(
      Alert alert,
      Telling told,
      @Nullable Hold hold,
      List<String> silences,
      @Nullable Acknowledged acknowledged) {
    return new Summary(
        alert.incident(),
        shortId(alert.incident()),
        alert.scope(),
        subject(alert),
        alert.state(),
        alert.severity(),
        alert.openedAt(),
        alert.firstCrashAt(),
        alert.lastCrashAt(),
        alert.at(),
        alert.reopened(),
        alert.crashes(),
        alert.hostCount(),
        alert.knownHosts(),
        alert.hosts().stream().limit(NAMES).map(Alert.HostPart::host).toList(),
        alert.causes().isEmpty() ? null : alert.causes().get(0).title(),
        alert.partOf(),
        told,
        hold,
        silences,
        acknowledged);
  }

  /** The last part of an id. */
  public static String shortId(String incident) {
    return incident.substring(incident.lastIndexOf('/') + 1);
  }

  private static String subject(Alert alert) {
    if (alert.unit() != null) return alert.unit();
    if (alert.scope() == Scope.HOST && !alert.hosts().isEmpty()) {
      return "host " + alert.hosts().get(0).host();
    }
    int units = alert.members().size() + alert.membersOmitted();
    return units + (units == 1 ? " unit" : " units");
  }
}
