package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.Delivery;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * Renders incidents, and storms of them, for Slack. Every message is valid by construction: a rung
 * that does not fit {@link Limits} gives way to the next, and the last always fits. Pure and
 * thread-safe.
 */
public final class Digest {
  private Digest() {}

  /** The message that stands in the channel and is edited. */
  public static Message message(Subject subject, Rung from) {
    return fitting(subject, from, List.of());
  }

  /** Of one incident. */
  public static Message message(Alert alert, Rung from) {
    return message(new Incident(alert), from);
  }

  /**
   * The same message under a line with what is new: where nothing can be edited, so that each piece
   * of news is a message of its own.
   */
  public static Message newsMessage(Subject subject, Delivery told, Rung from) {
    return fitting(subject, from, told.revision() == 0 ? List.of() : News.line(subject, told));
  }

  /**
   * The same for receivers that know only the basics of Slack's webhooks: a text and an attachment.
   */
  public static Message compatMessage(Subject subject, Delivery told, Rung from) {
    Story story = Storyteller.tell(subject, from == Rung.FULL ? Extent.FULL : Extent.COMPACT);
    List<Span> lead = told.revision() == 0 ? List.of() : News.line(subject, told);
    return from == Rung.TEXT ? CompatText.plain(story, lead) : CompatText.message(story, lead);
  }

  /** The reply in the message's thread that notifies people of what is new. */
  public static Message reply(Subject subject, Delivery told, Rung from) {
    List<Span> line = new ArrayList<>(News.line(subject, told));
    // Each span is short; whole ones go, for half a token would be shown as it is.
    while (line.size() > 1 && Markup.mrkdwn(line).length() > BlockKit.MAX_TEXT) {
      line.remove(line.size() - 1);
    }
    Message plain = Message.ofText(Markup.mrkdwn(line));
    if (from == Rung.TEXT) return plain;
    plain.blocks().add(BlockKit.richText(BlockKit.section(List.of(line))));
    return plain;
  }

  /** A message sent again although the first may have arrived: it says so. */
  public static Message possiblyRepeated(Message message) {
    String note = "possibly repeated: Slack did not confirm the first one";
    Message marked =
        new Message(
            message.text() + "\n_" + note + "_",
            message.blocks().deepCopy(),
            message.attachments());
    if (!marked.blocks().isEmpty()) marked.blocks().add(BlockKit.context(note));
    return marked;
  }

  private static Message fitting(Subject subject, Rung from, List<Span> lead) {
    Rung rung = from;
    while (rung != Rung.TEXT) {
      Extent extent = rung == Rung.FULL ? Extent.FULL : Extent.COMPACT;
      Message message = BlockKit.message(Storyteller.tell(subject, extent), lead);
      if (Limits.violations(message).isEmpty()) return message;
      rung = rung.next().orElseThrow();
    }
    return Message.ofText(BlockKit.text(Storyteller.tell(subject, Extent.COMPACT), lead, true));
  }
}
