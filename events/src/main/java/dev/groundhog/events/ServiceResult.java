package dev.groundhog.events;

/**
 * Why a run ended, in systemd's words. Source: {@code $SERVICE_RESULT}, systemd.exec(5), and the
 * string table in systemd's service.c, unchanged from 245 to 257.
 */
public enum ServiceResult implements WireWord {
  SUCCESS,
  PROTOCOL,
  TIMEOUT,
  EXIT_CODE,
  SIGNAL,
  CORE_DUMP,
  WATCHDOG,
  EXEC_CONDITION,
  OOM_KILL,
  START_LIMIT_HIT,
  RESOURCES,
  /** A word a newer systemd added. It is taken for a failure, as all but two of the above are. */
  UNKNOWN;

  /**
   * @param word systemd's; one that is not known is {@link #UNKNOWN}
   */
  public static ServiceResult of(String word) {
    for (ServiceResult result : values()) {
      if (result.word().equals(word)) return result;
    }
    return UNKNOWN;
  }
}
