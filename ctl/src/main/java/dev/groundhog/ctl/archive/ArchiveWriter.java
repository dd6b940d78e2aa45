package dev.groundhog.ctl.archive;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Writes an archive: only once it is complete does it get its name. The header says how many
 * records follow, which is known at the end, so they wait in one hidden file for each topic beside
 * it until then. Whatever goes wrong, {@link #close} leaves none of them.
 *
 * <p>Only its owner may read the file: it has people's logs in it.
 */
public final class ArchiveWriter implements AutoCloseable {
  /** What is needed to understand the events comes before them, so that a reader may stop early. */
  static final List<Topic> ORDER = List.of(Topic.CONTROL, Topic.ALERTS, Topic.UNIT_EVENTS);

  private static final ObjectMapper JSON = Wire.mapper();
  private static final int QUICK = 1;

  /**
   * Half the size of the quickest, at half its speed: what is kept and sent around is written once.
   */
  private static final int SMALL = 9;

  private final Path file;
  private final boolean force;
  private final Map<Topic, Spool> spools = new EnumMap<>(Topic.class);
  private @Nullable Path whole;

  private ArchiveWriter(Path file, boolean force) {
    this.file = file;
    this.force = force;
  }

  /**
   * @param file compressed if its name ends in {@code .zst}
   * @param force whether a file of that name may be replaced
   * @throws InvalidSettingException if it may not, or nothing can be written there
   */
  public static ArchiveWriter open(Path file, boolean force) {
    ArchiveWriter writer = new ArchiveWriter(file.toAbsolutePath(), force);
    writer.refuseToReplace();
    try {
      for (Topic topic : ORDER) writer.spools.put(topic, new Spool(writer.hidden()));
    } catch (IOException e) {
      writer.close();
      throw wrong("a file that can be written", file + ": " + reason(e));
    }
    return writer;
  }

  /** Records of one topic come in their order; those of different topics in any. */
  public void add(LogRecord record) throws IOException {
    Spool spool = spools.get(record.topic());
    if (spool == null) throw new IllegalArgumentException(record.topic() + " is not kept");
    spool.add(RecordLine.encode(record));
  }

  /** Makes the file whole and gives it its name. Returns the header with its counts. */
  public Header finish(Header header) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (Map.Entry<Topic, Spool> spool : spools.entrySet()) {
      spool.getValue().end();
      counts.put(spool.getKey().topicName(), spool.getValue().count());
    }
    Header counted = header.counting(counts);
    Path temporary = hidden();
    whole = temporary;
    try (OutputStream bytes = Files.newOutputStream(temporary);
        OutputStream out = Zstd.isMeant(file) ? Zstd.compress(bytes, SMALL) : bytes) {
      write(counted, out);
    }
    try (FileChannel written = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
      written.force(true);
    }
    refuseToReplace();
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    return counted;
  }

  private void write(Header header, OutputStream out) throws IOException {
    Chain chain = new Chain();
    Digest digest = new Digest();
    digest.write(chain.seal(JSON.writeValueAsBytes(header)), out);
    for (Topic topic : ORDER) {
      Spool spool = spools.get(topic);
      if (spool == null) continue;
      try (InputStream lines = spool.read();
          LineReader reader = new LineReader(lines)) {
        for (byte[] line = reader.next(); line != null; line = reader.next()) {
          digest.write(chain.seal(line), out);
        }
      } catch (DamagedException e) {
        throw new IOException("what was written a moment ago cannot be read: " + e.getMessage(), e);
      }
    }
    End end = new End(true, header.records(), HexFormat.of().formatHex(digest.value()));
    out.write(chain.seal(JSON.writeValueAsBytes(end)));
  }

  private void refuseToReplace() {
    if (Files.isDirectory(file)) throw wrong("a file", file + ": a directory");
    if (!force && Files.exists(file)) {
      throw wrong("a file that is not there yet, or --force", file + ": is there");
    }
  }

  /** Beside the file, so that naming it is one step. */
  private Path hidden() throws IOException {
    Path folder = file.getParent();
    if (folder == null) throw new IOException("no folder");
    boolean posix = Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] mine =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    return Files.createTempFile(folder, "." + file.getFileName() + ".", ".tmp", mine);
  }

  private static String reason(IOException e) {
    if (!(e instanceof FileSystemException trouble)) return String.valueOf(e.getMessage());
    String reason = trouble.getReason();
    return reason == null ? e.getClass().getSimpleName() : reason;
  }

  private static InvalidSettingException wrong(String expected, String found) {
    return new InvalidSettingException("FILE", expected, found, "Nothing was written.");
  }

  @Override
  public void close() {
    for (Spool spool : spools.values()) spool.close();
    spools.clear();
    if (whole != null) Spool.deleteQuietly(whole);
  }

  /** Compressed lines without their seals, whatever the name of the archive. */
  static OutputStream spooling(Path path) throws IOException {
    return Zstd.compress(Files.newOutputStream(path), QUICK);
  }
}
