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
  private final byte[] chunk = new byte[16 * 1024];
  private int at;
  private int end;
  private byte[] line = new byte[8 * 1024];
  private int length;

  public BoundedLines(InputStream in) {
    this.in = in;
  }

  /** The next line, the empty one for one that is too long, null at the end. */
  public @Nullable String next() throws IOException {
    if (!fill()) return null;
    length = 0;
    do {
      int from = at;
      while (at < end && chunk[at] != '\n') at++;
      keep(from, at - from);
    } while (at == end && fill());
    at++;
    return length == MAX_LINE ? "" : new String(line, 0, length, StandardCharsets.UTF_8);
  }

  /** Whether there is a byte to look at. */
  private boolean fill() throws IOException {
    if (at < end) return true;
    end = in.read(chunk);
    at = 0;
    return end > 0;
  }

  private void keep(int from, int count) {
    int fits = Math.min(count, MAX_LINE - length);
    if (length + fits > line.length) {
      line = Arrays.copyOf(line, Math.max(2 * line.length, length + fits));
    }
    System.arraycopy(chunk, from, line, length, fits);
    length += fits;
  }
}
