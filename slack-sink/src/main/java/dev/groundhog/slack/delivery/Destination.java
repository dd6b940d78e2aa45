package dev.groundhog.slack.delivery;

import dev.groundhog.slack.reconcile.Mode;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Where people are told. */
public interface Destination extends AutoCloseable {
  /** What it can do. */
  Mode mode();

  /** Whether it knows only the basics of Slack's messages. */
  default boolean isCompat() {
    return false;
  }

  /** Where to say what names no channel itself; in webhook mode the one channel behind it. */
  String defaultChannel();

  /** Where to say what Slack refuses to take where it belongs; null: nowhere. */
  default @Nullable String fallbackChannel() {
    return null;
  }

  /** Makes the call once, without blocking; the future never fails, and ends within a bound. */
  CompletableFuture<SlackReply> send(Outgoing call);

  /**
   * Looks for a message whose call had no known outcome: {@link SlackReply.Accepted}, {@link
   * SlackReply.Absent}, {@link SlackReply.CannotLook}, or what is in the way just now.
   */
  default CompletableFuture<SlackReply> find(Lookup wanted) {
    return CompletableFuture.completedFuture(
        new SlackReply.CannotLook("nothing can be looked up here"));
  }

  @Override
  void close();
}
