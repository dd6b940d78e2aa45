package dev.groundhog.ctl.transfer;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.terminal.Output;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Says what is in an archive that was written or read. */
final class Answer {
  private final PrintWriter out;
  private final Output output;

  Answer(PrintWriter out, Output output) {
    this.out = out;
    this.output = output;
  }

  void say(String kind, Path file, Header header) throws IOException {
    long bytes = Files.size(file);
    out.print(output.isJson() ? json(kind, file, bytes, header) : text(file, bytes, header));
    out.flush();
  }

  private static String json(String kind, Path file, long bytes, Header header) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("kind", kind);
    line.put("file", file.toString());
    line.put("bytes", bytes);
    line.put("header", header);
    try {
      return Wire.mapper().writeValueAsString(line) + '\n';
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }

  /**
   *
   *
   * <pre>
   * chat.jsonl.zst  44.7 KiB
   *   range    2026-11-22 11:20:00 to 2026-11-22 11:40:00 UTC, warmed up from 2026-11-22 10:40:00
   *   records  1,234 unit events on 12 partitions, 12 alerts, 3 control events
   *   made by  groundhogctl 0.1.0: groundhogctl export 1f3a
   * </pre>
   */
  private String text(Path file, long bytes, Header header) {
    ZoneId zone = output.zone();
    return Plain.clean(file.toString())
        + "  "
        + size(bytes)
        + (header.anonymised() ? "  anonymised" : "")
        + "\n  range    "
        + Plain.time(header.from(), zone)
        + " to "
        + Plain.time(header.to(), zone)
        + Plain.zoneOf(zone)
        + ", warm-up from "
        + Plain.time(header.begin(), zone)
        + "\n  records  "
        + many(header, Topic.UNIT_EVENTS, "unit event")
        + " on "
        + header.partitions()
        + (header.partitions() == 1 ? " partition, " : " partitions, ")
        + many(header, Topic.ALERTS, "alert")
        + ", "
        + many(header, Topic.CONTROL, "control event")
        + "\n  made by  "
        + Plain.clean(header.madeBy())
        + " ("
        + Plain.clean(header.product())
        + ")\n";
  }

  private static String many(Header header, Topic topic, String word) {
    long n = header.records().getOrDefault(topic.topicName(), 0L);
    return String.format(Locale.ROOT, "%,d %s", n, word) + (n == 1 ? "" : "s");
  }

  private static String size(long bytes) {
    if (bytes < 1024) return bytes + " bytes";
    if (bytes < 1024 * 1024) return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
    return String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0);
  }

  void odd(PrintWriter err, long crashes) {
    if (crashes == 0) return;
    err.println(
        String.format(
            Locale.ROOT,
            "groundhogctl: the causes of %,d crashes could not be kept as they were",
            crashes));
    err.flush();
  }
}
