package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where a browser shows an incident: {@code CONSOLE/incidents/ID}, with the id as one part of the
 * path.
 *
 * @param console address of {@code groundhogctl console} as the readers' browsers reach it; null:
 *     there is none
 */
public record Pages(@Nullable URI console) {
  /** There is no console. */
  public static final Pages NONE = new Pages(null);

  /** Null: nowhere. Single starts, stops and notes are no incidents. */
  public @Nullable URI of(Alert alert) {
    if (console == null || !alert.isIncident()) return null;
    String id = URLEncoder.encode(alert.incident(), StandardCharsets.UTF_8).replace("+", "%20");
    String base = console.toString();
    return URI.create((base.endsWith("/") ? base : base + "/") + "incidents/" + id);
  }
}
