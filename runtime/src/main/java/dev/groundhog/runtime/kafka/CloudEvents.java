package dev.groundhog.runtime.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** CloudEvents 1.0 headers, binary mode, on everything Groundhog writes; none is needed to read. */
public final class CloudEvents {
  private CloudEvents() {}

  /**
   * @param id unique for the source
   * @param type what it is, {@code dev.groundhog.unit-event.v1}
   * @param source who wrote it, {@code /groundhog/agent/web-1}
   */
  public static void stamp(
      Headers headers, String id, String type, String source, @Nullable Instant time) {
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", id);
    add(headers, "ce_type", type);
    add(headers, "ce_source", source);
    if (time != null) add(headers, "ce_time", time.toString());
    add(headers, "content-type", "application/json");
  }

  private static void add(Headers headers, String name, String value) {
    headers.remove(name);
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
