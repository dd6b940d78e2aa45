package dev.groundhog.slack.digest;

import java.util.regex.Pattern;

/**
 * Makes text of strangers (log lines, names, labels) harmless to show.
 *
 * <p>Cleaning is for every place: what a terminal or a reader's eye would obey is dropped. Escaping
 * is for Slack's mrkdwn only, and is done once, where mrkdwn is written; rich text shows text as it
 * is, so escaping there would be seen.
 */
final class Clean {
  private static final String ELLIPSIS = "…";

  /** CSI and OSC sequences, and the two-character escapes: colours of a log. */
  private static final Pattern ANSI =
      Pattern.compile(
          "\\x1B(?:\\[[0-?]*[ -/]*[@-~]|\\][^\\x07\\x1B]{0,500}(?:\\x07|\\x1B\\\\)|[@-Z\\\\-_])");

  /** C0 and C1 controls, bidi marks and overrides, zero-width characters, BOM, lone surrogates. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "[\\p{Cc}\\p{Cs}\\u061C\\u200B-\\u200F\\u2028-\\u202E\\u2060-\\u2069\\uFEFF]");

  /** Words that page people where Slack parses names; a joiner after the sign makes them text. */
  private static final Pattern PAGING =
      Pattern.compile("@(?=(?:here|channel|everyone|group|all)\\b)", Pattern.CASE_INSENSITIVE);

  private Clean() {}

  /** One line without anything unseen; tabs become spaces. */
  static String line(String raw, int max) {
    // Bounded before the patterns run: nobody reads more, and input is anybody's.
    String bounded = raw.length() > 8 * max + 1000 ? raw.substring(0, 8 * max + 1000) : raw;
    String visible = ANSI.matcher(bounded).replaceAll("").replace("\t", "  ");
    return cut(UNSEEN.matcher(visible.replace('\n', ' ')).replaceAll(""), max);
  }

  /** A name: as {@link #line}, but cut in its middle, because units differ at their ends. */
  static String name(String raw, int max) {
    String clean = line(raw, 1000).strip();
    if (clean.isEmpty()) return "?";
    if (clean.length() <= max) return clean;
    int head = (max - 1) * 2 / 3;
    int tail = max - 1 - head;
    return upTo(clean, head) + ELLIPSIS + from(clean, clean.length() - tail);
  }

  /** At most {@code max} UTF-16 units, never half a character. */
  static String cut(String text, int max) {
    return text.length() <= max ? text : upTo(text, max - 1) + ELLIPSIS;
  }

  private static String upTo(String text, int end) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
  }

  private static String from(String text, int begin) {
    return text.substring(Character.isLowSurrogate(text.charAt(begin)) ? begin + 1 : begin);
  }

  /** For mrkdwn: Slack's three escapes, {@code &} first, and no word that pages anybody. */
  static String escape(String clean) {
    String escaped = clean.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return unpaged(escaped);
  }

  /** Without any word that pages people. */
  static String unpaged(String text) {
    return PAGING.matcher(text).replaceAll("@\u2060");
  }
}
