package dev.groundhog.producer.spool;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Bytes of a spool file to an event: the one reader of the format in {@code SPOOL-FORMAT.md}.
 *
 * <p>A file may be anything: cut short or full of zeros after a power cut, or put there by somebody
 * who means harm. Whatever is not an event throws {@link MalformedSpoolFileException}; nothing else
 * is ever thrown, and nothing here reads more than it was given.
 */
public final class SpoolFile {
  /** The hook writes ≤ 16 KiB of tail and ≤ 4 KiB per argument that systemd or a person gives. */
  public static final int MAX_BYTES = 256 * 1024;

  static final String FIRST_LINE = "groundhog-spool 1";

  /** {@code label.env=prod}: a label of this event. */
  static final String LABEL = "label.";

  /** {@code dropped.starting=40}: how many of a type a full spool dropped. */
  static final String DROPPED = "dropped.";

  /** In place of a host: the agent's own, which is written to no file. */
  public static final String NO_HOST = "-";

  static final byte[] END = "\n.end\n".getBytes(US_ASCII);

  private static final Set<String> TYPES = Set.of("starting", "stopped", "gave-up", "note", "shed");

  /** systemd's own values are shorter; a longer one is no value of systemd's. */
  private static final int MAX_VALUE = 4096;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,15}");
  private static final Pattern BOOT = Pattern.compile("[0-9a-f]{32}");
  private static final Pattern INVOCATION = Pattern.compile("[0-9a-f]{32}");
  static final int DEFAULT_LINES = 22;

  private SpoolFile() {}

  /**
   * @param name the file's name, which becomes the event's id where systemd named no invocation
   * @param written when the file was last written, milliseconds since 1970: the wall clock of a
   *     hook
   * @param defaultHost the host of an event that names none
   */
  public static SpooledEvent parse(String name, byte[] file, long written, String defaultHost)
      throws MalformedSpoolFileException {
    if (file.length > MAX_BYTES) throw malformed("size", "at most " + MAX_BYTES, file.length);
    int bodyAt = bodyOffset(file);
    int bodyEnd = file.length - END.length;
    if (!endsWith(file, END) || bodyAt > bodyEnd) throw malformed("end", ".end", "none");
    Map<String, String> header = header(new String(file, 0, bodyAt, UTF_8));
    byte[] body = Arrays.copyOfRange(file, bodyAt, bodyEnd);
    HostTime captured = captured(header, written);
    try {
      return new SpooledEvent(
          event(name, header, captured, defaultHost, body),
          captured,
          body,
          lines(header),
          header.get("log"),
          header.get("log-note"));
    } catch (IllegalArgumentException e) {
      throw new MalformedSpoolFileException(String.valueOf(e.getMessage()));
    }
  }

  /** Where the body begins: behind the first empty line. */
  private static int bodyOffset(byte[] file) throws MalformedSpoolFileException {
    for (int i = 1; i < file.length; i++) {
      if (file[i] == '\n' && file[i - 1] == '\n') return i + 1;
    }
    throw malformed("header", "an empty line behind it", "none");
  }

  private static boolean endsWith(byte[] file, byte[] end) {
    int from = file.length - end.length;
    return from >= 0 && Arrays.equals(file, from, file.length, end, 0, end.length);
  }

  private static Map<String, String> header(String text) throws MalformedSpoolFileException {
    String[] lines = text.split("\n", -1);
    if (!lines[0].equals(FIRST_LINE)) throw malformed("first line", FIRST_LINE, "something else");
    Map<String, String> header = new TreeMap<>();
    for (String line : lines) {
      int equals = line.indexOf('=');
      if (equals < 1 || equals == line.length() - 1) continue;
      String value = line.substring(equals + 1);
      if (value.length() > MAX_VALUE) throw malformed(line.substring(0, equals), "less", "more");
      header.putIfAbsent(line.substring(0, equals), value);
    }
    return header;
  }

  private static HostTime captured(Map<String, String> header, long written)
      throws MalformedSpoolFileException {
    String boot = header.getOrDefault("boot", "").replace("-", "").toLowerCase(Locale.ROOT);
    if (!BOOT.matcher(boot).matches()) throw malformed("boot", "32 hex digits", boot.length());
    return new HostTime(boot, number(header, "uptime"), wall(header, written));
  }

  private static long wall(Map<String, String> header, long written)
      throws MalformedSpoolFileException {
    return header.containsKey("wall") ? number(header, "wall") : written;
  }

  private static long number(Map<String, String> header, String key)
      throws MalformedSpoolFileException {
    String found = header.getOrDefault(key, "");
    if (!NUMBER.matcher(found).matches()) throw malformed(key, "a number", "none");
    return Long.parseLong(found);
  }

  private static int lines(Map<String, String> header) {
    String found = header.getOrDefault("lines", "");
    if (!found.matches("[0-9]{1,3}")) return DEFAULT_LINES;
    return Math.min(Integer.parseInt(found), Tail.MAX_LINES);
  }

  private static UnitEvent event(
      String name, Map<String, String> header, HostTime captured, String defaultHost, byte[] body)
      throws MalformedSpoolFileException {
    String type = header.getOrDefault("type", "");
    if (!TYPES.contains(type)) throw malformed("type", "one of " + TYPES, "another word");
    String invocation = header.get("invocation");
    if (invocation != null && !INVOCATION.matcher(invocation).matches()) invocation = null;
    String result = header.get("result");
    UnitEventBuilder event =
        UnitEventBuilder.builder()
            .id(invocation == null ? name : invocation + ':' + type)
            .type(EventType.valueOf(type.toUpperCase(Locale.ROOT).replace('-', '_')))
            .host(header.getOrDefault("host", defaultHost))
            .unit(header.get("unit"))
            .at(Instant.ofEpochMilli(captured.wallMillis()))
            .boot(captured.boot())
            .invocation(invocation)
            .result(result == null ? null : ServiceResult.of(result))
            .exitCode(header.get("exit-code"))
            .exitStatus(header.get("exit-status"))
            .restarts(restarts(header))
            .planned(planned(header.get("job")))
            .title(header.get("title"))
            .level(header.get("level"))
            .labels(withPrefix(header, LABEL))
            .dropped(dropped(header));
    if (type.equals("note")) event.text(new String(body, UTF_8));
    return event.build();
  }

  private static Map<String, String> withPrefix(Map<String, String> header, String prefix) {
    Map<String, String> found = new TreeMap<>();
    header.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) found.put(key.substring(prefix.length()), value);
        });
    return found;
  }

  private static Map<String, Long> dropped(Map<String, String> header)
      throws MalformedSpoolFileException {
    Map<String, Long> dropped = new TreeMap<>();
    for (String type : withPrefix(header, DROPPED).keySet()) {
      dropped.put(type, number(header, DROPPED + type));
    }
    return dropped;
  }

  private static @Nullable Integer restarts(Map<String, String> header)
      throws MalformedSpoolFileException {
    if (!header.containsKey("restarts")) return null;
    return (int) Math.min(Integer.MAX_VALUE, number(header, "restarts"));
  }

  /** Only a stop or a restart was asked for; a start job also runs while a first start fails. */
  private static @Nullable Boolean planned(@Nullable String job) {
    if (job == null) return null;
    return job.equals("stop") || job.equals("restart");
  }

  private static MalformedSpoolFileException malformed(String what, String expected, Object found) {
    return new MalformedSpoolFileException(
        "%s: expected %s, found %s".formatted(what, expected, found));
  }

  /**
   * The same event without its body, and why; empty where there is nothing to leave out.
   *
   * @param why for people, in the event's tail
   */
  static Optional<byte[]> withoutBody(byte[] file, String why) {
    try {
      int bodyAt = bodyOffset(file);
      if (!endsWith(file, END) || bodyAt >= file.length - END.length) return Optional.empty();
      // Bytes as they are, whatever a unit's name is made of.
      StringBuilder out = new StringBuilder();
      for (String line : new String(file, 0, bodyAt - 1, ISO_8859_1).split("\n", 0)) {
        if (!line.startsWith("log-note=")) out.append(line).append('\n');
      }
      out.append("log-note=").append(why).append("\n\n\n.end\n");
      return Optional.of(out.toString().getBytes(ISO_8859_1));
    } catch (MalformedSpoolFileException e) {
      return Optional.empty();
    }
  }
}
