package dev.groundhog.ctl.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over lines as they are written or read. */
final class Digest {
  private final MessageDigest sha;

  Digest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  void write(byte[] line, OutputStream out) throws IOException {
    sha.update(line);
    out.write(line);
  }

  /** A line that was read, which has lost its end. */
  void read(byte[] line) {
    sha.update(line);
    sha.update((byte) '\n');
  }

  /** Ends it. */
  byte[] value() {
    return sha.digest();
  }
}
