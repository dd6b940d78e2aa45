package dev.groundhog.producer.send;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.SpooledEvent;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a person typed, as an event. Pure.
 *
 * @param type one of {@code starting}, {@code stopped}, {@code note}
 * @param unit full unit name; null for a note about none
 * @param invocation systemd's id of the run, 32 hex digits, or null
 * @param exitStatus a number, or a signal's name without SIG
 */
record Draft(
    EventType type,
    @Nullable String unit,
    @Nullable String invocation,
    @Nullable String result,
    @Nullable String exitCode,
    @Nullable String exitStatus,
    @Nullable String title,
    @Nullable String level,
    Map<String, String> labels) {

  /** As much as a tail: what is longer is no note but a log. */
  static final int MAX_TEXT = 16 * 1024;

  /**
   * @param host the name this host is known by
   * @param tail of a {@code stopped}
   * @param text of a note; its end is kept if it is too long
   */
  SpooledEvent at(HostTime now, String host, LogTail tail, byte[] text) {
    boolean stopped = type == EventType.STOPPED;
    UnitEvent event =
        UnitEventBuilder.builder()
            .type(type)
            .host(host)
            .unit(unit)
            .invocation(invocation)
            .result(stopped ? resultOrGuess() : null)
            .exitCode(stopped ? exitCodeOrGuess() : null)
            .exitStatus(stopped ? exitStatus : null)
            .title(title)
            .level(level)
            .labels(labels)
            .build();
    byte[] body = type == EventType.NOTE ? endOf(text) : tail.bytes();
    return new SpooledEvent(event, now, body, tail.lines(), tail.file(), tail.note());
  }

  /** Without systemd's word for it, the exit status alone says how a program ended. */
  private @Nullable ServiceResult resultOrGuess() {
    if (result != null) return ServiceResult.of(result);
    if (exitStatus == null) return null;
    if (!isNumber(exitStatus)) return ServiceResult.SIGNAL;
    return exitStatus.equals("0") ? ServiceResult.SUCCESS : ServiceResult.EXIT_CODE;
  }

  private @Nullable String exitCodeOrGuess() {
    if (exitCode != null || exitStatus == null) return exitCode;
    return isNumber(exitStatus) ? "exited" : "killed";
  }

  private static boolean isNumber(String status) {
    return status.matches("[0-9]{1,3}");
  }

  private static byte[] endOf(byte[] text) {
    int end = text.length;
    while (end > 0 && text[end - 1] == '\n') end--;
    return Arrays.copyOfRange(text, Math.max(0, end - MAX_TEXT), end);
  }

  /** The text as typed on the command line. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
