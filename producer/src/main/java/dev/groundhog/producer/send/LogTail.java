package dev.groundhog.producer.send;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The end of a log file, read by the hook's rules: never of a FIFO or a device, which could block,
 * and what could not be read is said, not thrown.
 *
 * @param file the log, or null if there is none to read
 * @param bytes at most {@link #MAX_BYTES}, raw, the first line possibly cut
 * @param lines how many lines of them are wanted
 * @param note why the file could not be read, or null
 */
@SuppressWarnings("ArrayRecordComponent") // read once, passed on once
record LogTail(@Nullable String file, byte[] bytes, int lines, @Nullable String note) {
  static final int MAX_BYTES = 16 * 1024;

  static LogTail none(int lines) {
    return new LogTail(null, new byte[0], lines, null);
  }

  static LogTail of(Path file, int lines) {
    if (!Files.isRegularFile(file)) return unread("no regular file: " + file, lines);
    try (SeekableByteChannel log = Files.newByteChannel(file)) {
      log.position(Math.max(0, log.size() - MAX_BYTES));
      ByteBuffer bytes = ByteBuffer.allocate(MAX_BYTES);
      // It may be written to or truncated meanwhile: what is there is taken.
      while (bytes.hasRemaining() && log.read(bytes) >= 0) {}
      byte[] read = new byte[bytes.flip().remaining()];
      bytes.get(read);
      return new LogTail(file.toString(), read, lines, null);
    } catch (IOException e) {
      return unread("not readable: " + file, lines);
    }
  }

  private static LogTail unread(String note, int lines) {
    return new LogTail(null, new byte[0], lines, note);
  }
}
