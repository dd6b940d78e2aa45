package dev.groundhog.slack.sink;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.slack.digest.Digest;
import dev.groundhog.slack.digest.Message;
import dev.groundhog.slack.digest.Rung;
import org.jspecify.annotations.Nullable;

/** One incident: what people should see of it, and what they do see. Mutable; of one desk. */
final class Entry {
  private @Nullable Alert newest;
  private long offset = -1;
  private Delivery seen;
  private Rung rung = Rung.FULL;
  private @Nullable Message message;
  private String hash = "";

  Entry(String incident) {
    this.seen = Delivery.none(incident);
  }

  /**
   * @param at offset on the incidents topic
   */
  void should(Alert alert, long at) {
    // What was refused once need not be refused for ever; figures alone are not worth another try.
    if (newest == null || alert.newsRevision() > newest.newsRevision()) rung = Rung.FULL;
    newest = alert;
    offset = at;
    message = null;
  }

  void seen(Delivery delivery) {
    seen = delivery;
  }

  /** Absent before the first revision was read, and after the last was told. */
  @Nullable Alert newest() {
    return newest;
  }

  Delivery seen() {
    return seen;
  }

  long offset() {
    return offset;
  }

  Rung rung() {
    return rung;
  }

  boolean isRendered() {
    return message != null;
  }

  /** The message on the rung that Slack took or has not refused yet; rendered once. */
  Message message(Alert alert) {
    Message rendered = message;
    if (rendered == null) {
      rendered = Digest.message(alert, rung);
      message = rendered;
      hash = rendered.hash();
    }
    return rendered;
  }

  String hash(Alert alert) {
    message(alert);
    return hash;
  }

  void rung(Rung next) {
    rung = next;
    message = null;
  }

  /** A closed incident whose end was told needs no room any more. */
  void forget() {
    newest = null;
    message = null;
  }
}
