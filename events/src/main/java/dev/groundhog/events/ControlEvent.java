package dev.groundhog.events;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a person said to the pipeline, kept in order so that a replay hears it at the same moment.
 *
 * @param v version of the contract, 1
 * @param id of the thing it speaks of; a later event with the same id replaces it
 * @param type what was said
 * @param at when, by the clock of whoever said it; of {@code mark}: when it happened
 * @param by who said it
 * @param text in words: what happened, or why
 * @param rules of {@code rules}: the whole text of the rules file that is in force from here on
 * @param silence of {@code silence}, and only there: what is held back and when
 * @param incident of {@code ack}: the whole id of the incident
 * @param unit of {@code mark}: a glob over the unit families that it concerns; absent: all
 * @param mute of {@code mute}, and only there: when a channel wants to hear of nothing
 */
@RecordBuilder
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({
  "v",
  "id",
  "type",
  "at",
  "by",
  "text",
  "rules",
  "silence",
  "incident",
  "unit",
  "mute"
})
public record ControlEvent(
    int v,
    String id,
    ControlType type,
    @Nullable Instant at,
    @Nullable String by,
    @Nullable String text,
    @Nullable String rules,
    @Nullable Silence silence,
    @Nullable String incident,
    @Nullable String unit,
    @Nullable Mute mute) {

  /** The version that this code writes. */
  public static final int VERSION = 1;

  public ControlEvent {
    v = v == 0 ? VERSION : v;
    Check.present("id", id);
    Check.present("type", type);
    if (type == ControlType.SILENCE) Check.present("silence", silence);
    if (type == ControlType.MUTE) Check.present("mute", mute);
    if (type == ControlType.ACK) Check.present("incident", incident);
  }

  /** What a control event says. */
  public enum ControlType implements WireWord {
    /** These rules hold from here on. */
    RULES,
    /** Something happened that people should see beside incidents: a deploy. */
    MARK,
    /** Do not tell of this for a while. Ended early by the same id with another end. */
    SILENCE,
    /** Somebody has seen this incident and takes care of it. */
    ACK,
    /** A channel wants to hear of nothing at these hours of the week. */
    MUTE,
    UNKNOWN
  }
}
