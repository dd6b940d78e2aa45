package dev.groundhog.ctl.archive;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, of bounded length, counted. What cannot be decompressed is damage at the
 * line that it would have been.
 */
final class LineReader implements AutoCloseable {
  /** More than a record of 10 MiB in base64; a topic takes 1 MiB unless somebody raised that. */
  static final int MAX_LINE = 16 * 1024 * 1024;

  private final InputStream in;
  private final byte[] buffer = new byte[64 * 1024];
  private int at;
  private int end;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** The number of the line that was read last, from 1; 0: none was. */
  long number() {
    return number;
  }

  /**
   * The next line without its end.
   *
   * @return null behind the last one
   * @throws DamagedException for a line that is cut off or too long
   */
  byte @Nullable [] next() throws IOException, DamagedException {
    ByteArrayOutputStream begun = null;
    while (fill()) {
      int stop = at;
      while (stop < end && buffer[stop] != '\n') stop++;
      byte[] part = Arrays.copyOfRange(buffer, at, stop);
      boolean whole = stop < end;
      at = whole ? stop + 1 : stop;
      if (begun == null && whole) {
        number++;
        return part;
      }
      if (begun == null) begun = new ByteArrayOutputStream(4 * part.length);
      begun.write(part, 0, part.length);
      if (begun.size() > MAX_LINE) {
        throw new DamagedException(
            number + 1, "longer than " + MAX_LINE + " bytes; no line of an archive is");
      }
      if (whole) {
        number++;
        return begun.toByteArray();
      }
    }
    if (begun != null) throw new DamagedException(number + 1, "the file ends within it");
    return null;
  }

  private boolean fill() throws IOException, DamagedException {
    if (at < end) return true;
    at = 0;
    try {
      end = in.read(buffer);
    } catch (EOFException e) {
      throw new DamagedException(number + 1, "the file ends within it");
    } catch (com.github.luben.zstd.ZstdIOException e) {
      throw new DamagedException(number + 1, Zstd.words(e));
    }
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
