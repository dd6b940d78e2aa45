package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Slack's limits as far as our blocks can meet them; docs.slack.dev, "Blocks" and "Composition
 * objects". Characters are counted as UTF-16 units, the strictest of the readings Slack leaves
 * open.
 */
final class Limits {
  /**
   * Of all blocks together, as JSON. Slack documents no limit but answers {@code
   * msg_blocks_too_long} from about 11,000 characters on.
   */
  static final int MAX_BLOCKS_JSON = 9000;

  private static final int MAX_BLOCKS = 50;
  private static final int MAX_TEXT_OBJECT = 3000;
  private static final int MAX_CONTEXT = 10;

  private Limits() {}

  /** What Slack would not take; empty: valid. */
  static List<String> violations(Message message) {
    List<String> found = new ArrayList<>();
    int size = message.text().length();
    if (size < 1 || size > BlockKit.MAX_TEXT) found.add("text has " + size + " characters");
    int json = message.blocks().toString().length() + message.attachments().toString().length();
    if (json > MAX_BLOCKS_JSON) found.add("blocks have " + json + " characters");
    checkBlocks(message.blocks(), found);
    message.attachments().forEach(a -> checkBlocks(a.path("blocks"), found));
    return found;
  }

  private static void checkBlocks(JsonNode blocks, List<String> found) {
    if (blocks.size() > MAX_BLOCKS) found.add(blocks.size() + " blocks");
    blocks.forEach(block -> check(block, found));
  }

  private static void check(JsonNode node, List<String> found) {
    String type = node.path("type").asText();
    int length = node.path("text").isTextual() ? node.path("text").asText().length() : -1;
    if (length == 0) found.add(type + " without text");
    if (type.equals("plain_text") && length > MAX_TEXT_OBJECT) found.add(type + " of " + length);
    if (type.equals("header")
        && node.path("text").path("text").asText().length() > BlockKit.MAX_HEADER) {
      found.add("header too long");
    }
    int elements = node.path("elements").size();
    if (node.has("elements") && elements == 0) found.add(type + " without elements");
    if (type.equals("context") && elements > MAX_CONTEXT) found.add("context of " + elements);
    node.path("elements").forEach(child -> check(child, found));
    if (node.path("text").isObject()) check(node.path("text"), found);
  }
}
