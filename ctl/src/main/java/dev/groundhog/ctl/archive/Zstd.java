package dev.groundhog.ctl.archive;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;

/** Compressed files: by their ending when they are written, by their first bytes when read. */
final class Zstd {
  private static final byte[] MAGIC = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};

  private Zstd() {}

  static boolean isMeant(Path file) {
    return file.toString().endsWith(".zst");
  }

  /**
   * @param level 1 (quick) to 19 (small)
   */
  static OutputStream compress(OutputStream out, int level) throws IOException {
    try {
      return new BufferedOutputStream(new ZstdOutputStream(out, level).setChecksum(true), 1 << 16);
    } catch (LinkageError e) {
      throw unusable(e);
    }
  }

  /** What a file says, compressed or not. */
  static InputStream read(InputStream file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(file, 1 << 16);
    in.mark(MAGIC.length);
    byte[] first = in.readNBytes(MAGIC.length);
    in.reset();
    if (!Arrays.equals(first, MAGIC)) return in;
    try {
      return new ZstdInputStream(in);
    } catch (LinkageError e) {
      throw unusable(e);
    }
  }

  /** What the library says of a file that it cannot go on with, for people. */
  static String words(IOException trouble) {
    String said = String.valueOf(trouble.getMessage());
    return said.contains("runcated")
        ? "the file ends within it"
        : "cannot be decompressed (" + said + ")";
  }

  /** Its native part is unpacked to the folder for temporary files, which may forbid programs. */
  private static InvalidSettingException unusable(LinkageError e) {
    return new InvalidSettingException(
        "java.io.tmpdir",
        "a folder from which a library can be loaded, for zstd",
        '"' + String.valueOf(e.getMessage()) + '"',
        "Nothing was done; a file name without .zst does without it.");
  }
}
