package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Slack is to show, without where: the parts of a payload that chat.postMessage, chat.update
 * and webhooks have in common.
 *
 * @param text for notifications and screen readers, which read nothing else; shown itself only
 *     where there are no blocks. mrkdwn, escaped
 * @param blocks what must be seen without a click; empty on the last rung
 * @param attachments one with a colour bar and blocks of its own, which Slack may fold; empty on
 *     the last rung
 */
public record Message(String text, ArrayNode blocks, ArrayNode attachments) {

  /** Without any block: what Slack takes when it takes anything. */
  static Message ofText(String text) {
    JsonNodeFactory json = JsonNodeFactory.instance;
    return new Message(text, json.arrayNode(), json.arrayNode());
  }

  /**
   * A new payload with copies of these parts, to be added to. Empty lists are sent too: an edit
   * would else keep old ones.
   */
  public ObjectNode payload() {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.put("text", text);
    payload.set("blocks", blocks.deepCopy());
    payload.set("attachments", attachments.deepCopy());
    return payload;
  }

  /** Tells contents apart: 16 hex digits of SHA-256 over the payload. */
  public String hash() {
    byte[] bytes = payload().toString().getBytes(StandardCharsets.UTF_8);
    return HexFormat.of().formatHex(sha256().digest(bytes), 0, 8);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
