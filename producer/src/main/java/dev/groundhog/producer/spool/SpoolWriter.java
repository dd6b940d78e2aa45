package dev.groundhog.producer.spool;

import dev.groundhog.events.UnitEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Puts an event into a spool as the hook does, by the commit rules of {@code SPOOL-FORMAT.md}: dot
 * file, fsync, rename, fsync of the directory. It takes no lock, so any number of writers may work
 * beside the one process that publishes.
 */
public final class SpoolWriter {
  private SpoolWriter() {}

  /**
   * When this returns, the event survives a power cut.
   *
   * @param dir the spool; must exist
   * @param spooled what the reader shall find; its id follows from {@code token}
   * @param token the event's invocation, or {@code x} and something that no other writer has at
   *     this moment, such as the process id; digits and small letters
   * @return the file
   */
  public static Path write(Path dir, SpooledEvent spooled, String token) throws IOException {
    String name = SpoolName.format(spooled.captured(), token, spooled.event().type().word());
    boolean drops = !Files.isReadable(dir);
    SpoolFolder.commit(
        dir, name, format(spooled), null, drops ? SpoolFolder.NOTE_FILE : SpoolFolder.OWN_FILE);
    return dir.resolve(name);
  }

  /** The file's bytes, for every writer but the shell's; {@link SpoolFile#parse} reads them. */
  static byte[] format(SpooledEvent spooled) {
    UnitEvent event = spooled.event();
    HostTime captured = spooled.captured();
    StringBuilder header = new StringBuilder(SpoolFile.FIRST_LINE).append('\n');
    line(header, "type", event.type().word());
    line(header, "unit", event.unit());
    line(header, "wall", captured.wallMillis());
    line(header, "uptime", captured.uptimeMillis());
    line(header, "boot", captured.boot());
    line(header, "invocation", event.invocation());
    line(header, "host", event.host().equals(SpoolFile.NO_HOST) ? null : event.host());
    line(header, "result", event.result() == null ? null : event.result().word());
    line(header, "exit-code", event.exitCode());
    line(header, "exit-status", event.exitStatus());
    line(header, "restarts", event.restarts());
    line(header, "job", event.planned() == null ? null : event.planned() ? "stop" : "none");
    line(header, "lines", spooled.lines());
    line(header, "log", spooled.log());
    line(header, "log-note", spooled.logNote());
    line(header, "title", event.title());
    line(header, "level", event.level());
    event.labels().forEach((name, value) -> line(header, SpoolFile.LABEL + name, value));
    event.dropped().forEach((type, n) -> line(header, SpoolFile.DROPPED + type, n));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    out.writeBytes(spooled.body());
    out.writeBytes(SpoolFile.END);
    return out.toByteArray();
  }

  /** A value ends at its first line feed, as one that the hook writes does. */
  private static void line(StringBuilder out, String key, @Nullable Object value) {
    if (value == null) return;
    out.append(key).append('=').append(value.toString().split("\\R", 2)[0]).append('\n');
  }
}
