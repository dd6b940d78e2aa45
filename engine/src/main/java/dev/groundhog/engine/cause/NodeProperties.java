package dev.groundhog.engine.cause;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The properties that Node prints below the stack of a failed call of the system. They say the same
 * as its head, which a tail may have lost.
 */
final class NodeProperties {
  private static final Pattern CODE = Pattern.compile("code: '(E[A-Z0-9]{2,})',?");
  private static final Pattern CALL = Pattern.compile("syscall: '(\\w{1,40})',?");

  /** What a head says: {@code listen EADDRINUSE: address already in use :::80}. */
  private static final Pattern HEAD = Pattern.compile("((\\w{1,40}) E[A-Z0-9]{2,})\\b.*");

  private NodeProperties() {}

  /** The call and how it failed, {@code listen EADDRINUSE}; null: no properties tell. */
  static @Nullable String said(List<Line> lines) {
    String code = null;
    String call = null;
    for (Line line : lines) {
      String text = line.trimmed();
      Matcher ofCode = text.startsWith("code: '") ? CODE.matcher(text) : null;
      Matcher ofCall = text.startsWith("syscall: '") ? CALL.matcher(text) : null;
      if (ofCode != null && ofCode.matches()) code = ofCode.group(1);
      if (ofCall != null && ofCall.matches()) call = ofCall.group(1);
    }
    return code == null || call == null ? null : call + " " + code;
  }

  /**
   * A head's words as properties would say them; a name that was looked up tells more than they do.
   */
  static String alike(String message) {
    Matcher head = HEAD.matcher(message);
    boolean looksUp = message.startsWith("getaddrinfo") || message.startsWith("query");
    return head.matches() && !looksUp ? head.group(1) : message;
  }
}
