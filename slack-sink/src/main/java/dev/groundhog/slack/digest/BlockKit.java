package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * A story as Slack's blocks.
 *
 * <p>Headline and facts stand in the message's own blocks, because Slack may fold whatever is in an
 * attachment; causes, log lines and hosts stand in one attachment, because only that has a colour
 * bar. Only block types that are years old are used: newer ones reach workspaces one by one.
 */
final class BlockKit {
  /** Slack's limit for {@code header.text}. */
  static final int MAX_HEADER = 150;

  /** Slack splits longer texts into several messages at about 4,000. */
  static final int MAX_TEXT = 3000;

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private BlockKit() {}

  /**
   * @param lead a line above everything else, such as what is new; empty for none
   */
  static Message message(Story story, List<Span> lead) {
    ArrayNode blocks = JSON.arrayNode();
    blocks.add(header(story.tone().emoji + " " + story.headline()));
    blocks.add(richText(section(lines(lead, story.facts()))));
    ArrayNode inside = details(story);
    ObjectNode attachment = JSON.objectNode().put("color", story.tone().hex);
    attachment.put("fallback", Clean.escape(story.headline()));
    attachment.set("blocks", inside);
    return new Message(text(story, lead, false), blocks, JSON.arrayNode().add(attachment));
  }

  private static ArrayNode details(Story story) {
    ArrayNode blocks = JSON.arrayNode();
    ArrayNode looks = JSON.arrayNode();
    story.causes().forEach(look -> addLook(looks, look));
    if (!story.causesLeft().isEmpty()) {
      looks.add(section(List.of(List.of(Span.plain("… " + story.causesLeft())))));
    }
    if (!looks.isEmpty())
      blocks.add(JSON.objectNode().put("type", "rich_text").set("elements", looks));
    if (!story.suspects().isEmpty()) blocks.add(richText(section(story.suspects())));
    if (!story.members().isEmpty()) blocks.add(richText(section(story.members())));
    List<Span> hosts = hosts(story);
    if (!hosts.isEmpty()) blocks.add(richText(section(List.of(hosts))));
    blocks.add(context(story.footer()));
    if (!story.replay().isEmpty()) blocks.add(context(story.replay()));
    if (story.page() != null) blocks.add(link(story.page()));
    return blocks;
  }

  private static void addLook(ArrayNode elements, Story.Look look) {
    List<Span> title = List.of(Span.code(look.title()), Span.plain("  " + look.counts()));
    if (look.title().isEmpty()) {
      elements.add(log(look));
      return;
    }
    if (look.host() == null || look.at() == null) {
      elements.add(section(List.of(title)));
      return;
    }
    List<Span> origin =
        List.of(Span.plain("The last lines on " + look.host() + ", "), Span.time(look.at()));
    elements.add(section(List.of(title, origin)));
    elements.add(log(look));
  }

  private static ObjectNode log(Story.Look look) {
    ObjectNode log = JSON.objectNode().put("type", "rich_text_preformatted");
    log.set("elements", JSON.arrayNode().add(Markup.text(Span.plain(Looks.block(look)))));
    return log;
  }

  /** {@code web-1 6 · web-2 5 (systemd gave up) · 4 more hosts with 7 crashes}. */
  static List<Span> hosts(Story story) {
    List<Span> line = new ArrayList<>();
    for (Story.HostLine host : story.hosts()) {
      if (!line.isEmpty()) line.add(Span.plain(" · "));
      line.add(Span.bold(host.host()));
      String state = host.state().isEmpty() ? "" : " (" + host.state() + ")";
      // One piece, so that no line ends between a host and its figure.
      line.add(Span.plain((" " + Words.crashes(host.crashes()) + state).replace(' ', '\u00A0')));
    }
    if (!story.hostsLeft().isEmpty()) {
      line.add(Span.plain((line.isEmpty() ? "" : " · ") + story.hostsLeft().words()));
    }
    return line;
  }

  /** Everything in mrkdwn: short beside blocks, complete where it stands alone. */
  static String text(Story story, List<Span> lead, boolean alone) {
    List<List<Span>> lines = new ArrayList<>();
    lines.add(List.of(Span.plain(story.tone().emoji + " "), Span.bold(story.headline())));
    lines.addAll(lines(lead, story.facts()));
    story.causes().stream()
        .limit(1)
        .filter(look -> !look.title().isEmpty())
        .forEach(look -> lines.add(List.of(Span.code(look.title()))));
    if (alone) {
      lines.addAll(story.suspects());
      lines.addAll(story.members());
      lines.add(hosts(story));
      lines.add(List.of(Span.plain(story.footer())));
      if (!story.replay().isEmpty()) lines.add(List.of(Span.plain(story.replay())));
      if (story.page() != null) lines.add(List.of(Span.plain(story.page().toString())));
    }
    StringBuilder text = new StringBuilder();
    for (List<Span> line : lines) {
      String next = Markup.mrkdwn(line);
      // Whole lines only: half an entity or half a date token would be shown as it is.
      if (text.length() + next.length() + 1 > MAX_TEXT) break;
      if (!text.isEmpty()) text.append('\n');
      text.append(next);
    }
    return text.toString();
  }

  static List<List<Span>> lines(List<Span> lead, List<List<Span>> facts) {
    List<List<Span>> lines = new ArrayList<>();
    if (!lead.isEmpty()) lines.add(lead);
    lines.addAll(facts);
    return lines;
  }

  /** Escaped like mrkdwn, which Slack undoes: its guide does not exclude plain text. */
  static ObjectNode header(String text) {
    int max = MAX_HEADER;
    String escaped = Clean.escape(Clean.cut(text, max));
    while (escaped.length() > MAX_HEADER) {
      max -= 5;
      escaped = Clean.escape(Clean.cut(text, max));
    }
    ObjectNode header = JSON.objectNode().put("type", "header");
    header.set("text", plainText(escaped));
    return header;
  }

  private static ObjectNode plainText(String escaped) {
    return JSON.objectNode().put("type", "plain_text").put("text", escaped).put("emoji", false);
  }

  static ObjectNode richText(ObjectNode element) {
    ObjectNode block = JSON.objectNode().put("type", "rich_text");
    block.set("elements", JSON.arrayNode().add(element));
    return block;
  }

  static ObjectNode section(List<List<Span>> lines) {
    ArrayNode elements = JSON.arrayNode();
    for (int i = 0; i < lines.size(); i++) {
      if (i > 0) elements.add(Markup.text(Span.plain("\n")));
      Markup.rich(elements, lines.get(i));
    }
    ObjectNode section = JSON.objectNode().put("type", "rich_text_section");
    section.set("elements", elements);
    return section;
  }

  /** The address comes from the settings and is in ASCII, so nothing in it is markup. */
  private static ObjectNode link(URI page) {
    ObjectNode context = JSON.objectNode().put("type", "context");
    ObjectNode text = JSON.objectNode().put("type", "mrkdwn");
    text.put("text", "<" + Clean.escape(page.toASCIIString()) + "|Look at it in the console>");
    context.set("elements", JSON.arrayNode().add(text));
    return context;
  }

  static ObjectNode context(String text) {
    ObjectNode context = JSON.objectNode().put("type", "context");
    context.set("elements", JSON.arrayNode().add(plainText(Clean.escape(text))));
    return context;
  }
}
