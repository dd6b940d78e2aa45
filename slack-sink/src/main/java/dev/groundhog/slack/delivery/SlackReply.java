package dev.groundhog.slack.delivery;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a call: the many ways of Slack and of networks, folded into a few. */
public sealed interface SlackReply {
  /** For logs; never a secret. */
  String why();

  /**
   * Slack has it.
   *
   * @param channel the channel's id, which edits need; null from webhooks
   * @param ts the message's id; null from webhooks
   */
  record Accepted(@Nullable String channel, @Nullable String ts) implements SlackReply {
    @Override
    public String why() {
      return "accepted";
    }
  }

  /** Slack wants to be left alone for a while; surely not done. */
  record RateLimited(Duration pause, String why) implements SlackReply {}

  /** Surely not done, and worth trying again. */
  record TryAgain(String why) implements SlackReply {}

  /** Done or not, nobody knows: the answer is missing or does not say. */
  record UnknownOutcome(String why) implements SlackReply {}

  /** It was looked for where it would stand, and is not there. */
  record Absent() implements SlackReply {
    @Override
    public String why() {
      return "not found";
    }
  }

  /** It cannot be looked for, here and with these rights. */
  record CannotLook(String why) implements SlackReply {}

  /**
   * The message cannot be edited any more.
   *
   * @param deleted whether it is not there at all; else it stands, as it is
   */
  record MessageGone(boolean deleted, String why) implements SlackReply {}

  /** Will not work again until something is changed. */
  record Refused(What what, String why) implements SlackReply {}

  /** What has to be changed. */
  enum What {
    /** The token or webhook; concerns everything. */
    CREDENTIAL,
    /** The channel; concerns what is meant for it. */
    DESTINATION,
    /** The message itself: it is too large or of a form that this Slack does not know. */
    PAYLOAD
  }
}
