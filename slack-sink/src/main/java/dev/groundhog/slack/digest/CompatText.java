package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A story for receivers that take Slack's webhooks but know only their basics, a text and one
 * attachment: Mattermost, Rocket.Chat, Discord's {@code /slack}. Markdown instead of mrkdwn, times
 * in UTC, no entities, because not all of them undo those.
 */
final class CompatText {
  /** Discord cuts an attachment's text at 4,096 characters, the others later. */
  static final int MAX_TEXT = 3500;

  private CompatText() {}

  static Message message(Story story, List<Span> lead) {
    ObjectNode attachment = JsonNodeFactory.instance.objectNode();
    attachment.put("fallback", dead(story.headline()));
    attachment.put("color", story.tone().hex);
    attachment.put("text", body(story));
    return new Message(
        text(story, lead),
        JsonNodeFactory.instance.arrayNode(),
        JsonNodeFactory.instance.arrayNode().add(attachment));
  }

  /** Both as one text, for whoever does not take the attachment. */
  static Message plain(Story story, List<Span> lead) {
    return Message.ofText(text(story, lead) + "\n" + body(story));
  }

  private static String text(Story story, List<Span> lead) {
    String headline = story.tone().emoji + " **" + bold(story.headline()) + "**";
    return lead.isEmpty() ? headline : headline + "\n" + markdown(lead);
  }

  private static String body(Story story) {
    List<String> parts = new ArrayList<>();
    story.facts().forEach(line -> parts.add(markdown(line)));
    story.causes().forEach(look -> add(parts, look));
    if (!story.causesLeft().isEmpty()) parts.add("… " + story.causesLeft());
    story.suspects().forEach(line -> parts.add(markdown(line)));
    story.members().forEach(line -> parts.add(markdown(line)));
    List<Span> hosts = BlockKit.hosts(story);
    if (!hosts.isEmpty()) parts.add(markdown(hosts));
    parts.add(dead(story.footer()));
    // Code is not looked through for names and links, and this is there to be copied.
    if (!story.replay().isEmpty()) parts.add("`" + story.replay().replace('`', 'ˋ') + "`");
    // It comes from the settings, and is there to be clicked at.
    if (story.page() != null) parts.add(story.page().toASCIIString());
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      // Whole parts only: half a code block would run on to the end.
      if (body.length() + part.length() + 1 > MAX_TEXT) continue;
      if (!body.isEmpty()) body.append('\n');
      body.append(part);
    }
    return body.toString();
  }

  private static void add(List<String> parts, Story.Look look) {
    if (!look.title().isEmpty()) parts.add("`" + dead(look.title()) + "`  " + dead(look.counts()));
    String log = Looks.block(look);
    if (!log.isEmpty()) parts.add("```\n" + dead(log) + "\n```");
  }

  private static String markdown(List<Span> line) {
    StringBuilder text = new StringBuilder();
    for (Span span : line) {
      switch (span.kind()) {
        case BOLD -> text.append("**").append(bold(span.text())).append("**");
        case CODE -> text.append('`').append(dead(span.text())).append('`');
        case PLAIN, DAY_TIME, TIME -> text.append(dead(span.text()));
      }
    }
    return text.toString();
  }

  private static String bold(String text) {
    return dead(text).replace('*', '∗');
  }

  /** A joiner keeps apart what would be a mention, a link or a tag; no mark opens or ends code. */
  private static String dead(String text) {
    return text.replace("@", "@\u2060")
        .replace("://", ":\u2060//")
        .replace("<", "<\u2060")
        .replace("](", "]\u2060(")
        .replace('`', 'ˋ');
  }
}
