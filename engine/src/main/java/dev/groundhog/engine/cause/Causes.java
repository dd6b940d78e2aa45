package dev.groundhog.engine.cause;

import dev.groundhog.events.Tail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a crash looks like from its log tail: prefixes off, the decisive line found, its stack
 * frames without line numbers, what varies masked, the rest hashed.
 *
 * <p>A pure function of the tail, so that a replay, a restart, and another host name the same fault
 * alike. No incident's identity depends on it: a noisy log costs a wrong title, not a second
 * message.
 */
public final class Causes {
  private static final String VERSION = "v1:";
  private static final int MAX_TITLE = 200;

  /** Longer lines are data, not messages; it also bounds what patterns have to read. */
  private static final int MAX_LINE = 500;

  /** Deeper frames differ with the way the fault was reached. */
  private static final int FRAMES = 3;

  /** syslog and journal: "Nov 22 11:22:41 web-1 chat[812]: ", or an ISO time, then level words. */
  private static final Pattern PREFIX =
      Pattern.compile(
          "^(?:[A-Z][a-z]{2} [ 0-9]?[0-9] [0-9:]{8} \\S+ [^:\\s]+: |"
              + "\\[?[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:.,]{5,15}(?:Z|[+-][0-9:]{4,5})?\\]?\\s+)"
              + "(?:\\[?(?:TRACE|DEBUG|INFO|WARN(?:ING)?|ERROR|FATAL)\\]?:?\\s+)?");

  /** What stands before the fault itself; which thread died of it is no part of the fault. */
  private static final Pattern LEAD_IN =
      Pattern.compile("^(?:Exception in thread \"[^\"]*\" |Caused by: |Uncaught )");

  private static final Pattern FRAME =
      Pattern.compile(
          "^\\s+at (?:async )?(?:[\\w.]+/)?([\\w.$<>]+)|^  File \"[^\"]*\", line [0-9]+, in (\\S+)");

  private Causes() {}

  /** What the crash looks like; empty without a single line to go by. */
  public static Optional<CauseKey> of(@Nullable Tail tail) {
    if (tail == null) return Optional.empty();
    List<String> lines = tail.lines().stream().map(Causes::clean).toList();
    for (DecisiveLine kind : DecisiveLine.values()) {
      int at = kind.find(lines);
      if (at >= 0) return Optional.of(key(lines, at, kind.isDecisive()));
    }
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (!lines.get(i).isBlank()) return Optional.of(key(lines, i, false));
    }
    return Optional.empty();
  }

  private static String clean(String line) {
    String cut = line.length() > MAX_LINE ? line.substring(0, MAX_LINE) : line;
    return PREFIX.matcher(cut).replaceFirst("");
  }

  private static CauseKey key(List<String> lines, int at, boolean decisive) {
    String title = Mask.of(LEAD_IN.matcher(lines.get(at).strip()).replaceFirst(""));
    StringBuilder content = new StringBuilder(title);
    int frames = 0;
    for (int i = at + 1; i < lines.size() && frames < FRAMES && decisive; i++) {
      Matcher frame = FRAME.matcher(lines.get(i));
      if (!frame.find()) continue;
      content
          .append('\n')
          .append(Mask.of(frame.group(1) == null ? frame.group(2) : frame.group(1)));
      frames++;
    }
    return new CauseKey(VERSION + hash(content.toString()), shorten(title), decisive);
  }

  private static String shorten(String title) {
    if (title.length() <= MAX_TITLE) return title;
    int end =
        Character.isHighSurrogate(title.charAt(MAX_TITLE - 2)) ? MAX_TITLE - 2 : MAX_TITLE - 1;
    return title.substring(0, end) + "…";
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
