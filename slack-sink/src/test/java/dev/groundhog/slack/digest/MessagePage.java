package dev.groundhog.slack.digest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.fake.Days;
import dev.groundhog.slack.fake.Storms;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/**
 * Draws the very payload that Slack would get as a page that looks like Slack, for the picture in
 * the README: {@code MessagePage FILE.html [host|storm|daily]}. Run by {@code docs/pictures/make}.
 */
public final class MessagePage {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("h:mm:ss a", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private static final String STYLE =
      """
      body{margin:0;background:#fff;font:15px/1.46668 Lato,"Noto Sans","DejaVu Sans",sans-serif;color:#1d1c1d}
      .message{display:flex;padding:16px 20px 14px;width:820px;box-sizing:border-box}
      .avatar{width:36px;height:36px;border-radius:8px;background:#5b3a1e;flex:none;margin-right:10px}
      .name{font-weight:900}.app{background:#e8e8e8;color:#616061;font-size:10px;font-weight:700;
        border-radius:2px;padding:1px 4px;margin:0 6px;vertical-align:2px}.when{color:#616061;font-size:12px}
      .edited{color:#616061;font-size:13px}
      h1{font-size:18px;line-height:1.3;margin:4px 0 4px;font-weight:900}
      .rich{white-space:pre-wrap;margin:2px 0 4px}
      .attachment{display:flex;margin-top:8px;max-width:760px}.bar{width:4px;border-radius:8px;flex:none;margin-right:12px}
      code{font:12px/1.5 "DejaVu Sans Mono",monospace;color:#c01343;background:#f6f6f6;border:1px solid #ddd;
        border-radius:3px;padding:2px 3px}
      pre{font:12px/1.50001 "DejaVu Sans Mono",monospace;background:#f8f8f8;border:1px solid #ddd;border-radius:4px;
        padding:8px;margin:4px 0 8px;white-space:pre-wrap;overflow-wrap:anywhere}
      .context{color:#616061;font-size:12px;margin:4px 0}.date{}
      .thread{margin-top:6px;font-size:13px}.thread>b{color:#1264a3}.small{display:inline-block;width:20px;height:20px;
        border-radius:4px;background:#5b3a1e;vertical-align:-5px;margin-right:6px;overflow:hidden}
      .reply{margin:8px 0 0 4px;padding:6px 0 2px 14px;border-left:2px solid #e8e8e8;font-size:14px}
      """;

  /** A groundhog looking out of its hole. */
  private static final String LOGO =
      """
      <svg viewBox="0 0 36 36" width="100%" height="100%"><rect width="36" height="36" fill="#dcebd3"/>
      <ellipse cx="18" cy="34" rx="17" ry="9" fill="#6b4a2b"/><circle cx="10.5" cy="10.5" r="3.2" fill="#7a5230"/>
      <circle cx="25.5" cy="10.5" r="3.2" fill="#7a5230"/><ellipse cx="18" cy="19" rx="10.5" ry="12" fill="#8b5e3c"/>
      <ellipse cx="18" cy="23" rx="6" ry="5.5" fill="#d9b48f"/><circle cx="14" cy="16" r="1.6" fill="#1d1c1d"/>
      <circle cx="22" cy="16" r="1.6" fill="#1d1c1d"/><ellipse cx="18" cy="20.5" rx="2" ry="1.4" fill="#3a2416"/>
      <rect x="16.4" y="23.2" width="3.2" height="3.2" rx=".6" fill="#fff"/></svg>
      """;

  /** When the day of the picture begins. */
  private static Instant midnight = Instant.EPOCH;

  private MessagePage() {}

  public static void main(String[] args) throws IOException {
    Delivery told =
        DeliveryBuilder.builder(Delivery.none(Alerts.INCIDENT))
            .revision(1)
            .newsRevision(1)
            .crashes(3)
            .hostCount(3)
            .build();
    // The engine names no suspects yet: the picture shows what there is.
    Alert shown = AlertBuilder.builder(Alerts.spread()).suspects(List.of()).build();
    String which = args.length > 1 ? args[1] : "";
    if (which.equals("daily")) midnight = Days.END.truncatedTo(ChronoUnit.DAYS);
    Subject subject =
        switch (which) {
          case "host" -> new Incident(Alerts.host());
          case "storm" -> Storms.storm();
          case "daily" -> Days.day();
          default -> new Incident(shown);
        };
    JsonNode message = Digest.message(subject, Rung.FULL).payload();
    JsonNode reply = Digest.reply(subject, told, Rung.FULL).payload();
    StringBuilder page = new StringBuilder("<!doctype html><meta charset=utf-8><style>");
    page.append(STYLE).append("</style><div class=message><div class=avatar>").append(LOGO);
    page.append("</div><div><span class=name>Groundhog</span><span class=app>APP</span>");
    page.append("<span class=when>").append(which.equals("daily") ? "8:00 AM" : "11:22 AM");
    page.append("</span>");
    blocks(page, message.path("blocks"));
    for (JsonNode attachment : message.path("attachments")) {
      page.append("<div class=attachment><div class=bar style='background:")
          .append(attachment.path("color").asText())
          .append("'></div><div>");
      blocks(page, attachment.path("blocks"));
      page.append("</div></div>");
    }
    if (which.isEmpty()) thread(page, reply);
    page.append("</div></div>");
    Files.writeString(Path.of(args[0]), page);
  }

  private static void thread(StringBuilder page, JsonNode reply) {
    page.append("<div class=thread><span class=small>").append(LOGO);
    page.append("</span><b>1 reply</b> <span class=when>Last reply today at 11:25 AM</span>");
    page.append("<div class=reply>");
    blocks(page, reply.path("blocks"));
    page.append("</div></div>");
  }

  private static void blocks(StringBuilder page, JsonNode blocks) {
    for (JsonNode block : blocks) {
      switch (block.path("type").asText()) {
        case "header" ->
            page.append("<h1>").append(block.path("text").path("text").asText()).append("</h1>");
        case "context" ->
            page.append("<div class=context>")
                .append(block.path("elements").path(0).path("text").asText())
                .append("</div>");
        case "rich_text" -> block.path("elements").forEach(element -> rich(page, element));
        default -> throw new IllegalStateException("cannot draw " + block);
      }
    }
  }

  private static void rich(StringBuilder page, JsonNode element) {
    boolean pre = element.path("type").asText().equals("rich_text_preformatted");
    page.append(pre ? "<pre>" : "<div class=rich>");
    element.path("elements").forEach(part -> part(page, part));
    page.append(pre ? "</pre>" : "</div>");
  }

  private static void part(StringBuilder page, JsonNode part) {
    if (part.path("type").asText().equals("date")) {
      Instant at = Instant.ofEpochSecond(part.path("timestamp").asLong());
      String day = at.isBefore(midnight) ? "yesterday at " : "today at ";
      page.append(part.path("format").asText().contains("date") ? day : "").append(TIME.format(at));
      return;
    }
    String tag =
        part.path("style").path("bold").asBoolean()
            ? "b"
            : part.path("style").path("code").asBoolean() ? "code" : "span";
    String text = Clean.escape(part.path("text").asText());
    page.append('<').append(tag).append('>').append(text).append("</").append(tag).append('>');
  }
}
