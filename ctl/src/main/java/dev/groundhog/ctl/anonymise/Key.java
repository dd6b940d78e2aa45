package dev.groundhog.ctl.anonymise;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Chance that is the same for the same text, and that nobody without the key can follow: who
 * guesses a word cannot try whether it was there. The key is kept nowhere.
 */
final class Key {
  private static final String HMAC = "HmacSHA256";
  private static final int REMEMBERED = 20_000;

  private final Mac mac;

  private final Map<String, Long> seeds =
      new LinkedHashMap<>(REMEMBERED, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * @param secret 16 bytes or more
   */
  Key(byte[] secret) {
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret, HMAC));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + HMAC, e);
    }
  }

  static Key random() {
    byte[] secret = new byte[32];
    new SecureRandom().nextBytes(secret);
    return new Key(secret);
  }

  /** A sequence that belongs to this text. */
  SplittableRandom chance(String text) {
    Long seed = seeds.get(text);
    if (seed == null) {
      seed = ByteBuffer.wrap(mac.doFinal(text.getBytes(StandardCharsets.UTF_8))).getLong();
      seeds.put(text, seed);
    }
    return new SplittableRandom(seed);
  }

  /**
   * So many hex digits that belong to this text.
   *
   * @param length at most 64
   */
  String hex(String text, int length) {
    SplittableRandom chance = chance("hex " + text);
    StringBuilder hex = new StringBuilder(length);
    while (hex.length() < length) hex.append(Character.forDigit(chance.nextInt(16), 16));
    return hex.toString();
  }
}
