package dev.groundhog.standalone.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fresh folder for one run of the demo. It stays after the run, for whoever wants to look, until
 * the next run; a run that still goes on holds a lock and is left alone.
 */
final class RunFolder implements AutoCloseable {
  private static final String LOCK = "lock";

  private final Path folder;
  private final FileChannel lock;

  private RunFolder(Path folder, FileChannel lock) {
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * @param parent holds the folders of all runs; made when missing
   */
  static RunFolder create(Path parent) throws IOException {
    Files.createDirectories(parent);
    try (Stream<Path> runs = Files.list(parent)) {
      for (Path run : runs.filter(Files::isDirectory).toList()) if (isOver(run)) delete(run);
    }
    Path folder = Files.createTempDirectory(parent, "run-");
    FileChannel channel =
        FileChannel.open(folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    channel.lock();
    return new RunFolder(folder, channel);
  }

  private static boolean isOver(Path run) throws IOException {
    if (!Files.exists(run.resolve(LOCK))) return false; // it is being made just now, or is not ours
    try (FileChannel channel = FileChannel.open(run.resolve(LOCK), StandardOpenOption.WRITE);
        FileLock lock = channel.tryLock()) {
      return lock != null;
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(folder)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : deepestFirst) Files.deleteIfExists(path);
  }

  Path path() {
    return folder;
  }

  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot release " + folder, e);
    }
  }
}
