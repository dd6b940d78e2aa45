package dev.groundhog.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** How incidents are called: {@code chat.service/2026-11-22T11:22:41.581Z/1f3a}. */
public final class IncidentId {
  private IncidentId() {}

  /**
   * @param subject what it is about
   * @param since when its first crash happened; of a larger one, when it was opened
   * @param seed what makes it its own: the id of its first crash; what opened it
   */
  public static String of(String subject, Instant since, String seed) {
    return subject + '/' + since + '/' + hash(seed);
  }

  private static String hash(String seed) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(seed.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 2);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
