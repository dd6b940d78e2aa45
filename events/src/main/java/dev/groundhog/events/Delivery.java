package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people see of one incident, and what is just being said: the sink's memory. The newest
 * record per incident is the truth; it is written before each call to Slack (with the intent) and
 * after it (without).
 *
 * @param v version of the contract, 1
 * @param incident the incident's id
 * @param revision the revision that people see; 0: none yet
 * @param newsRevision the newest news that people were notified of; 0: none yet
 * @param channel the channel's id where the message stands; absent in webhook mode
 * @param ts Slack's id of that message; absent: none, or not known (webhook mode)
 * @param hash of the content that stands there, so that nothing unchanged is sent
 * @param crashes the count that people were last notified of
 * @param hostCount the hosts that people were last notified of
 * @param alertOffset offset in the incidents topic of the revision that this record takes into
 *     account
 * @param at when this record was written, by the sink's clock
 * @param intents calls that were about to start, and whose outcome is not recorded yet
 * @param storm of an incident that was told in a message with many others: the id of that record;
 *     absent: it has, or had, or will have a message of its own
 * @param members of the record of such a message: the ids of the incidents in it, at most {@link
 *     #MAX_MEMBERS}
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "v",
  "incident",
  "revision",
  "newsRevision",
  "channel",
  "ts",
  "hash",
  "crashes",
  "hostCount",
  "alertOffset",
  "at",
  "intents",
  "storm",
  "members"
})
public record Delivery(
    int v,
    String incident,
    int revision,
    int newsRevision,
    @Nullable String channel,
    @Nullable String ts,
    @Nullable String hash,
    long crashes,
    int hostCount,
    long alertOffset,
    @Nullable Instant at,
    List<Intent> intents,
    @Nullable String storm,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> members) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  /** 1,000 ids of at most 600 characters stay below Kafka's default limit of 1 MiB a record. */
  public static final int MAX_MEMBERS = 1000;

  public Delivery {
    v = v == 0 ? VERSION : v;
    Check.present("incident", incident);
    intents = intents == null ? List.of() : List.copyOf(intents);
    members = members == null ? List.of() : List.copyOf(members);
  }

  /** Nothing was said of the incident yet. */
  public static Delivery none(String incident) {
    return new Delivery(
        VERSION, incident, 0, 0, null, null, null, 0, 0, -1, null, List.of(), null, List.of());
  }

  /**
   * A call that may have happened.
   *
   * @param id unique; travels in the message's metadata, so that it can be found again
   * @param action what was to be done
   * @param revision which revision it would show
   * @param newsRevision the newest news that people know of once it is there; 0 in records of older
   *     versions
   * @param hash of the content it would show
   * @param expiresAt a call that has not started by then must not start any more
   * @param attempt 1 for the first
   * @param at when it was written, by the clock of the sink that wrote it; absent in records of
   *     older versions
   * @param channel the channel that the call was for, by id or name; absent where nothing can be
   *     looked up
   * @param endedAt when the call was known to be over without a known outcome; absent: not known
   * @param looks how often the message was looked for and not found; {@link #BLIND}: it cannot be
   *     looked for
   * @param denied whether the answer was that it was not done, of a kind that has been given for
   *     what was done all the same
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Intent(
      String id,
      Action action,
      int revision,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int newsRevision,
      String hash,
      Instant expiresAt,
      int attempt,
      @Nullable Instant at,
      @Nullable String channel,
      @Nullable Instant endedAt,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) int looks,
      @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean denied) {
    /** For {@code looks}. */
    public static final int BLIND = -1;
  }

  /** What a call to Slack does. */
  public enum Action implements WireWord {
    /** A new message in the channel. */
    POST,
    /** The message is replaced in place; notifies nobody. */
    EDIT,
    /** A reply in the message's thread. */
    REPLY,
    UNKNOWN
  }
}
