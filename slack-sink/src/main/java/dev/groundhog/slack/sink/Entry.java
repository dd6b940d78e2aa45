package dev.groundhog.slack.sink;

import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.digest.Rung;
import dev.groundhog.slack.reconcile.Subject;
import org.jspecify.annotations.Nullable;

/** One subject: what people should see of it, and what they do see. Mutable; of one desk. */
final class Entry {
  private @Nullable Subject newest;
  private long offset = -1;
  private Delivery seen;
  private Rung rung = Rung.FULL;
  private Rung replyRung = Rung.FULL;
  private @Nullable Message message;
  private String hash = "";

  Entry(String incident) {
    this.seen = Delivery.none(incident);
  }

  /**
   * @param at offset on the incidents topic
   */
  void should(Subject subject, long at) {
    // What was refused once need not be refused for ever; figures alone are not worth another try.
    if (newest == null || subject.newsRevision() > newest.newsRevision()) {
      rung = Rung.FULL;
      replyRung = Rung.FULL;
    }
    newest = subject;
    offset = at;
    message = null;
  }

  void seen(Delivery delivery) {
    seen = delivery;
  }

  /** Absent before the first revision was read, and after the last was told. */
  @Nullable Subject newest() {
    return newest;
  }

  Delivery seen() {
    return seen;
  }

  long offset() {
    return offset;
  }

  /** The one that Slack took or has not refused yet; a reply says nothing of the message's. */
  Rung rung(Action action) {
    return action == Action.REPLY ? replyRung : rung;
  }

  boolean isRendered() {
    return message != null;
  }

  /** The message on the rung that Slack took or has not refused yet; rendered once. */
  Message message(Subject subject) {
    Message rendered = message;
    if (rendered == null) {
      rendered = Digest.message(subject, rung);
      message = rendered;
      hash = rendered.hash();
    }
    return rendered;
  }

  String hash(Subject subject) {
    message(subject);
    return hash;
  }

  void rung(Action action, Rung next) {
    if (action == Action.REPLY) {
      replyRung = next;
      return;
    }
    rung = next;
    message = null;
  }

  /** What is closed and was told to its end needs no room any more. */
  void forget() {
    newest = null;
    message = null;
  }
}
