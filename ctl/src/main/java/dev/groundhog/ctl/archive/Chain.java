package dev.groundhog.ctl.archive;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;

/**
 * The seal at the end of each line: a checksum of everything up to it, from the file's first byte
 * on. So the first line that was changed, or that has lost or gained a line before it, is known by
 * its number; a checksum at the end of the file alone could only say that there is one.
 *
 * <p>Pure but for the sum it carries along: one for each reading or writing, one line after the
 * other.
 */
final class Chain {
  private static final String NAME = ",\"crc\":\"";

  /** {@code ,"crc":"0a1b2c3d"}} */
  static final int SEAL = NAME.length() + 8 + 2;

  private final CRC32C sum = new CRC32C();

  /**
   * A JSON object with its seal as last field, and the line's end.
   *
   * @param object not empty
   */
  byte[] seal(byte[] object) {
    int length = object.length - 1;
    sum.update(object, 0, length);
    byte[] seal = (seal() + '\n').getBytes(StandardCharsets.US_ASCII);
    byte[] line = Arrays.copyOf(object, length + seal.length);
    System.arraycopy(seal, 0, line, length, seal.length);
    return line;
  }

  /** Whether a line, without its end, has the seal that belongs here. */
  boolean fits(byte[] line) {
    int length = line.length - SEAL;
    if (length < 1) return false;
    sum.update(line, 0, length);
    byte[] expected = seal().getBytes(StandardCharsets.US_ASCII);
    return Arrays.equals(line, length, line.length, expected, 0, SEAL);
  }

  private String seal() {
    return NAME + HexFormat.of().toHexDigits(sum.getValue(), 8) + "\"}";
  }
}
