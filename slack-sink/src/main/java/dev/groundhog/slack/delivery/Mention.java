package dev.groundhog.slack.delivery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.Subject;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Whom a critical incident pages. It comes from the settings alone and stands in a block of its
 * own, never beside text of events. Only what notifies anyway has it: new messages, and replies
 * that tell of something that goes on.
 */
public final class Mention {
  private static final Pattern GROUP = Pattern.compile("S[A-Z0-9]{2,20}");
  private static final Pattern USER = Pattern.compile("[UW][A-Z0-9]{2,20}");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final ObjectNode element;
  private final String mrkdwn;

  private Mention(ObjectNode element, String mrkdwn) {
    this.element = element;
    this.mrkdwn = mrkdwn;
  }

  /**
   * @param setting {@code here}, {@code channel}, or the id of a user group or a user
   * @return empty: it is none of these
   */
  public static Optional<Mention> of(String setting) {
    if (setting.equals("here") || setting.equals("channel")) {
      return Optional.of(
          new Mention(element("broadcast").put("range", setting), "<!" + setting + ">"));
    }
    if (GROUP.matcher(setting).matches()) {
      return Optional.of(
          new Mention(
              element("usergroup").put("usergroup_id", setting), "<!subteam^" + setting + ">"));
    }
    if (USER.matcher(setting).matches()) {
      return Optional.of(
          new Mention(element("user").put("user_id", setting), "<@" + setting + ">"));
    }
    return Optional.empty();
  }

  private static ObjectNode element(String type) {
    return JSON.objectNode().put("type", type);
  }

  /** Whether this call is worth waking somebody. */
  static boolean isDue(Action action, Subject subject) {
    // Of a storm the message pages; each reply that names some more would do so again and again.
    boolean notifies =
        action == Action.POST || (action == Action.REPLY && !(subject instanceof Storm));
    return notifies && subject.severity() == Severity.CRITICAL && !subject.isOver();
  }

  void addTo(ObjectNode payload) {
    payload.put("text", payload.path("text").asText() + "\n" + mrkdwn);
    if (payload.path("blocks").isEmpty()) return;
    ObjectNode section = element("rich_text_section");
    section.set("elements", JSON.arrayNode().add(element.deepCopy()));
    ObjectNode block = element("rich_text");
    block.set("elements", JSON.arrayNode().add(section));
    payload.withArray("blocks").add(block);
  }
}
