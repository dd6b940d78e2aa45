package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Spans as Slack wants them: as elements of a rich text, where text is dead whatever it says, or as
 * mrkdwn, where it must be escaped.
 */
final class Markup {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Slack puts the reader's own time zone in; docs.slack.dev, "Formatting with dates". */
  private static final String DAY_TIME = "{date_short_pretty} at {time_secs}";

  private static final String TIME = "{time_secs}";

  private Markup() {}

  static void rich(ArrayNode elements, List<Span> line) {
    for (Span span : line) {
      Instant at = span.at();
      if (at != null) {
        elements.add(date(span, at));
      } else if (!span.text().isEmpty()) {
        elements.add(text(span));
      }
    }
  }

  static ObjectNode text(Span span) {
    ObjectNode element = JSON.objectNode().put("type", "text").put("text", span.text());
    if (span.kind() == Span.Kind.BOLD) element.set("style", JSON.objectNode().put("bold", true));
    if (span.kind() == Span.Kind.CODE) element.set("style", JSON.objectNode().put("code", true));
    return element;
  }

  private static ObjectNode date(Span span, Instant at) {
    return JSON.objectNode()
        .put("type", "date")
        .put("timestamp", at.getEpochSecond())
        .put("format", format(span))
        .put("fallback", span.text());
  }

  private static String format(Span span) {
    return span.kind() == Span.Kind.DAY_TIME ? DAY_TIME : TIME;
  }

  static String mrkdwn(List<Span> line) {
    StringBuilder text = new StringBuilder();
    for (Span span : line) {
      Instant at = span.at();
      String safe = Clean.escape(span.text());
      if (at != null) {
        text.append("<!date^%d^%s|%s>".formatted(at.getEpochSecond(), format(span), safe));
      } else {
        switch (span.kind()) {
          // A mark of the text's own would end the style early; a look-alike keeps it readable.
          case BOLD -> text.append('*').append(safe.replace('*', '∗')).append('*');
          case CODE -> text.append('`').append(safe.replace('`', 'ˋ')).append('`');
          default -> text.append(safe);
        }
      }
    }
    return text.toString();
  }
}
