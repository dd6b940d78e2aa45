package dev.groundhog.ctl.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** One topic's lines, without seals, in a hidden file until the archive is put together. */
final class Spool implements AutoCloseable {
  private final Path path;
  private final OutputStream out;
  private long count;

  Spool(Path path) throws IOException {
    this.path = path;
    this.out = ArchiveWriter.spooling(path);
  }

  void add(byte[] line) throws IOException {
    out.write(line);
    out.write('\n');
    count++;
  }

  long count() {
    return count;
  }

  void end() throws IOException {
    out.close();
  }

  InputStream read() throws IOException {
    return Zstd.read(Files.newInputStream(path));
  }

  @Override
  public void close() {
    try {
      out.close();
    } catch (IOException e) {
      // It is thrown away.
    }
    deleteQuietly(path);
  }

  static void deleteQuietly(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Hidden, and named after the archive: whoever finds it knows what it is.
    }
  }
}
