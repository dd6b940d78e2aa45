package dev.groundhog.slack.delivery;

import dev.groundhog.slack.reconcile.Mode;
import java.util.concurrent.CompletableFuture;

/** Where people are told. */
public interface Destination extends AutoCloseable {
  /** What it can do. */
  Mode mode();

  /** Where to say what names no channel itself; in webhook mode the one channel behind it. */
  String defaultChannel();

  /** Makes the call once, without blocking; the future never fails, and ends within a bound. */
  CompletableFuture<SlackReply> send(Outgoing call);

  @Override
  void close();
}
