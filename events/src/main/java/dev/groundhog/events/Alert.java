package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One revision of an incident, complete in itself: whoever has the newest needs no other.
 *
 * <p>A revision fits in 256 KiB whatever the fleet's size: lists are cut and say by how much
 * ({@code …Omitted}), totals never are. Not every revision is news; {@link #newsRevision} says
 * which one was, so that a reader who skips some still knows whether people must be notified.
 *
 * @param v version of the contract, 1
 * @param incident id, whatever was written first: family, first crash, short hash
 * @param revision counts from 1, without gaps
 * @param state how the incident stands
 * @param reason why this revision exists
 * @param newsRevision newest revision, up to this one, that people should be notified of; 0: none,
 *     a larger incident told of it from the start
 * @param newsReason the reason of that revision
 * @param openReason what made it an incident: host-loop, wave, gave-up or late; many-units or
 *     shared-cause of a larger one
 * @param scope what it is about: a unit family, a host, a cause
 * @param unit the unit family of scope {@code unit}: {@code worker@.service}
 * @param severity how bad
 * @param openedAt when it became an incident, in the log's time
 * @param firstCrashAt when its first crash happened
 * @param lastCrashAt when its last crash so far happened
 * @param at the log's time when this revision was made
 * @param reopened how often it came back within reopenWithin after it had ended
 * @param crashes all crashes counted in it
 * @param hostCount hosts with at least one of them
 * @param knownHosts hosts on which the family is known to exist; absent: unknown
 * @param hosts worst first, at most {@link #MAX_HOSTS}
 * @param hostsOmitted hosts not listed
 * @param exits how the runs died ({@code exit-code 3}, {@code signal SEGV}) and how often
 * @param causes most frequent first, at most {@link #MAX_CAUSES}
 * @param causesOmitted causes not listed
 * @param suspects what crashing hosts share and healthy ones do not
 * @param members unit incidents that are part of a host's or a cause's, those still crashing first,
 *     at most {@link #MAX_MEMBERS}
 * @param membersOmitted members not listed
 * @param partOf the larger incident that tells of this one; absent: it stands by itself
 * @param labels labels that all its crashes share
 * @param channel where the rules want it told; absent: the sink's own setting
 * @param notice of reason started and stopped only: a single start or stop, told because the rules
 *     want each told; such an alert is closed with its first revision and no incident
 * @param note of reason note only: what a person or a script said; closed at once, too, and no
 *     incident
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "v",
  "incident",
  "revision",
  "state",
  "reason",
  "newsRevision",
  "newsReason",
  "openReason",
  "scope",
  "unit",
  "severity",
  "openedAt",
  "firstCrashAt",
  "lastCrashAt",
  "at",
  "reopened",
  "crashes",
  "hostCount",
  "knownHosts",
  "hosts",
  "hostsOmitted",
  "exits",
  "causes",
  "causesOmitted",
  "suspects",
  "members",
  "membersOmitted",
  "partOf",
  "labels",
  "channel",
  "notice",
  "note"
})
public record Alert(
    int v,
    String incident,
    int revision,
    AlertState state,
    Reason reason,
    int newsRevision,
    Reason newsReason,
    Reason openReason,
    Scope scope,
    @Nullable String unit,
    Severity severity,
    Instant openedAt,
    Instant firstCrashAt,
    Instant lastCrashAt,
    Instant at,
    int reopened,
    long crashes,
    int hostCount,
    @Nullable Integer knownHosts,
    List<HostPart> hosts,
    int hostsOmitted,
    Map<String, Long> exits,
    List<Cause> causes,
    int causesOmitted,
    List<Suspect> suspects,
    List<Member> members,
    int membersOmitted,
    @Nullable String partOf,
    Map<String, String> labels,
    @Nullable String channel,
    @Nullable Notice notice,
    @Nullable Note note) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  /** Listed hosts: 50 × (name ≤ 255 + figures) stay below 20 KiB. */
  public static final int MAX_HOSTS = 50;

  /** Listed causes: 5 × a tail of 16 KiB stay below 100 KiB. */
  public static final int MAX_CAUSES = 5;

  /** Characters of a note's title; groundhog-tee takes 200 bytes. */
  public static final int MAX_TITLE = 200;

  /** Listed members: 50 × (two names ≤ 600 + figures) stay below 40 KiB. */
  public static final int MAX_MEMBERS = 50;

  public Alert {
    v = v == 0 ? VERSION : v;
    Check.id("incident", incident);
    state = state == null ? AlertState.UNKNOWN : state;
    reason = reason == null ? Reason.UNKNOWN : reason;
    newsReason = newsReason == null ? reason : newsReason;
    openReason = openReason == null ? Reason.UNKNOWN : openReason;
    scope = scope == null ? Scope.UNKNOWN : scope;
    severity = severity == null ? Severity.WARNING : severity;
    Check.moment("openedAt", openedAt);
    Check.moment("firstCrashAt", firstCrashAt);
    Check.moment("lastCrashAt", lastCrashAt);
    Check.moment("at", at);
    hosts = hosts == null ? List.of() : List.copyOf(hosts);
    exits = exits == null ? Map.of() : new TreeMap<>(exits);
    causes = causes == null ? List.of() : List.copyOf(causes);
    suspects = suspects == null ? List.of() : List.copyOf(suspects);
    members = members == null ? List.of() : List.copyOf(members);
    labels = labels == null ? Map.of() : new TreeMap<>(labels);
  }

  /** Whether people should be notified of this very revision. */
  public boolean isNews() {
    return newsRevision == revision;
  }

  /** Whether it is about crashes, and not a single start, stop or note. */
  public boolean isIncident() {
    return notice == null && note == null;
  }

  /**
   * A single start or stop.
   *
   * @param unit with its instance: {@code worker@3.service}
   * @param planned whether the stop is known to have been asked for
   * @param others earlier starts and stops of it there that were too many to be told each
   */
  public record Notice(String unit, boolean planned, int others) {}

  /**
   * What a person or a script said.
   *
   * @param title what it is about, one line of at most {@link #MAX_TITLE} characters; absent:
   *     nobody said
   * @param unit the unit it is about, with its instance; absent: none
   * @param lines the last lines of its text, oldest first, within the bounds of a {@link Tail}
   * @param omitted earlier lines that are left out
   * @param others earlier notes there that were too many to be told each
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Note(
      @Nullable String title, @Nullable String unit, List<String> lines, long omitted, int others) {
    public Note {
      lines = lines == null ? List.of() : List.copyOf(lines);
    }
  }

  /** One host's part in an incident. */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record HostPart(
      String host,
      long crashes,
      HostState state,
      @Nullable Instant lastCrashAt,
      @Nullable Integer restarts) {
    public HostPart {
      Check.present("hosts.host", host);
      state = state == null ? HostState.UNKNOWN : state;
    }
  }

  /**
   * What crashes look like.
   *
   * @param fingerprint hash with a version prefix, {@code v1:9c1e…}; a pure function of the tail
   * @param title the decisive line, masked, for people
   * @param crashes how many of the incident's crashes have it
   * @param hosts on how many hosts
   * @param sample one crash's tail; of a revision that is no news only the first cause has one
   * @param decisive whether the title is a line that names the fault; if not, it is the best there
   *     was, and joins no units
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Cause(
      String fingerprint,
      String title,
      long crashes,
      int hosts,
      @Nullable Sample sample,
      boolean decisive) {}

  /**
   * A unit incident as a larger one lists it.
   *
   * @param state how it stands
   * @param crashes all of it
   * @param hosts on how many
   * @param left whether it has left the larger one and is told by itself again
   */
  public record Member(
      String incident, String unit, AlertState state, long crashes, int hosts, boolean left) {
    public Member {
      Check.present("members.incident", incident);
      Check.present("members.unit", unit);
      state = state == null ? AlertState.UNKNOWN : state;
    }
  }

  /** The tail of one crash. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Sample(String host, Instant at, List<String> lines) {
    public Sample {
      lines = lines == null ? List.of() : List.copyOf(lines);
    }
  }

  /**
   * A label that separates crashing hosts from healthy ones.
   *
   * @param crashing {@code 5/5}: of the crashing hosts
   * @param healthy {@code 0/7}: of the healthy hosts; absent: they are not known
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Suspect(String label, String value, String crashing, @Nullable String healthy) {}
}
