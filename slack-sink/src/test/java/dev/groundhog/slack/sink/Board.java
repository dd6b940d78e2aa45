package dev.groundhog.slack.sink;

import dev.groundhog.slack.delivery.Destination;
import dev.groundhog.slack.delivery.Outgoing;
import dev.groundhog.slack.delivery.SlackReply;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.reconcile.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;

/** A destination in memory that answers at once and fails as often as it is told to. */
final class Board implements Destination {
  final Map<String, Message> standing = new HashMap<>();
  final List<Outgoing> taken = new ArrayList<>();

  private final Mode mode;
  private final Random random;
  private double trouble;

  /**
   * @param trouble the share of calls that surely fail
   */
  Board(Mode mode, Random random, double trouble) {
    this.mode = mode;
    this.random = random;
    this.trouble = trouble;
  }

  void trouble(double share) {
    trouble = share;
  }

  /** Somebody deletes all messages. */
  void deleteAll() {
    standing.clear();
  }

  @Override
  public Mode mode() {
    return mode;
  }

  @Override
  public String defaultChannel() {
    return "C1";
  }

  @Override
  public CompletableFuture<SlackReply> send(Outgoing call) {
    return CompletableFuture.completedFuture(answer(call));
  }

  private SlackReply answer(Outgoing call) {
    if (random.nextDouble() < trouble) {
      return random.nextBoolean()
          ? new SlackReply.TryAgain("away")
          : new SlackReply.RateLimited(Duration.ofSeconds(3), "busy");
    }
    if (call.ts() != null && !standing.containsKey(call.ts())) {
      return new SlackReply.MessageGone(true, "message_not_found");
    }
    taken.add(call);
    String ts = call.ts() == null ? "ts" + taken.size() : call.ts();
    switch (call.action()) {
      case POST, EDIT -> standing.put(ts, call.message());
      case REPLY, UNKNOWN -> {}
    }
    return mode == Mode.WEBHOOK
        ? new SlackReply.Accepted(null, null)
        : new SlackReply.Accepted("C1", ts);
  }

  @Override
  public void close() {}
}
