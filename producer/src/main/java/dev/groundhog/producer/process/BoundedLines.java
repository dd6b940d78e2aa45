package dev.groundhog.producer.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Lines of at most so many bytes, so that nobody can fill the memory with one. Not thread-safe. */
public final class BoundedLines {
  /** journald splits lines at 48 KiB; as an array of bytes each takes up to 4 characters. */
  static final int MAX_LINE = 1024 * 1024;

  private final InputStream in;
  private byte[] buffer = new byte[8 * 1024];

  /**
   * @param in buffered, because it is read byte by byte
   */
  public BoundedLines(InputStream in) {
    this.in = in;
  }

  /** The next line, the empty one for one that is too long, null at the end. */
  public @Nullable String next() throws IOException {
    int c = in.read();
    if (c < 0) return null;
    int length = 0;
    for (; c >= 0 && c != '\n'; c = in.read()) {
      if (length == MAX_LINE) continue;
      if (length == buffer.length) buffer = Arrays.copyOf(buffer, 2 * length);
      buffer[length++] = (byte) c;
    }
    return length == MAX_LINE ? "" : new String(buffer, 0, length, StandardCharsets.UTF_8);
  }
}
