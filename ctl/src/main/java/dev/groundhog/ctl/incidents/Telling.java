package dev.groundhog.ctl.incidents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What people see of an incident, by the deliveries topic.
 *
 * @param state how far it is told
 * @param channel where the message stands: a name where the rules give one, else Slack's id;
 *     absent: it was not told, or the sink does not know
 * @param revision the revision that people see; 0: none
 * @param news the newest news that people were notified of; 0: none
 * @param at when the sink last wrote about it, by its clock
 * @param storm of one that was told in a message with many others: the id of that message
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Telling(
    State state,
    @Nullable String channel,
    int revision,
    int news,
    @Nullable Instant at,
    @Nullable String storm) {

  /** How far people know. */
  public enum State {
    /** People see it, and were notified of its newest news. */
    TOLD,
    /** People see it; newer news waits, or is being told. */
    BEHIND,
    /** A call to Slack is under way, or its outcome is being looked up. */
    BEING_TOLD,
    /** A larger incident tells of it. */
    PART_OF,
    /** Nobody was told. */
    NOT_TOLD
  }

  static Telling of(Alert alert, @Nullable Delivery delivery) {
    Delivery said = delivery == null ? Delivery.none(alert.incident()) : delivery;
    String channel = said.revision() > 0 ? channel(alert, said) : null;
    return new Telling(
        state(alert, said), channel, said.revision(), said.newsRevision(), said.at(), said.storm());
  }

  private static State state(Alert alert, Delivery said) {
    if (said.revision() > 0) {
      return said.newsRevision() >= alert.newsRevision() ? State.TOLD : State.BEHIND;
    }
    if (alert.partOf() != null) return State.PART_OF;
    return said.intents().isEmpty() ? State.NOT_TOLD : State.BEING_TOLD;
  }

  private static @Nullable String channel(Alert alert, Delivery said) {
    return alert.channel() != null ? alert.channel() : said.channel();
  }
}
