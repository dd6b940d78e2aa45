package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Where files go that are no events, for a person to look at. Bounded in number and bytes: the
 * oldest go, by the time at which they came here, which their owners cannot set.
 */
final class BadFolder {
  /** A power cut leaves a few, an evening of a mistaken script some hundred. */
  static final int MOST_FILES = 1_000;

  static final long MOST_BYTES = 16L * 1024 * 1024;

  private record Entry(Path file, FileTime since, long bytes) {}

  private final Path dir;
  private final int mostFiles;
  private final long mostBytes;

  BadFolder(Path dir, int mostFiles, long mostBytes) {
    this.dir = dir;
    this.mostFiles = mostFiles;
    this.mostBytes = mostBytes;
  }

  /** Takes a file in, under this name; what has room nowhere is deleted. */
  void put(Path file, String name) throws IOException {
    if (Files.size(file) > mostBytes) {
      Files.delete(file);
      return;
    }
    if (!Files.isDirectory(dir)) Files.createDirectories(dir, SpoolFolder.PRIVATE);
    Files.move(file, dir.resolve(name), StandardCopyOption.REPLACE_EXISTING);
    trim();
  }

  private void trim() throws IOException {
    List<Entry> entries = entries();
    long bytes = entries.stream().mapToLong(Entry::bytes).sum();
    int files = entries.size();
    if (files <= mostFiles && bytes <= mostBytes) return;
    entries.sort(Comparator.comparing(Entry::since));
    for (Entry oldest : entries) {
      // A tenth of room, or the next file would make us sort again.
      if (files <= mostFiles * 9L / 10 && bytes <= mostBytes / 10 * 9) return;
      Files.deleteIfExists(oldest.file());
      files--;
      bytes -= oldest.bytes();
    }
  }

  private List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) entry(file).ifPresent(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  /** Empty for a folder, and for what a person has just taken away. */
  private static Optional<Entry> entry(Path file) throws IOException {
    try {
      Inode is = Inode.of(file);
      if (is.isDirectory()) return Optional.empty();
      return Optional.of(new Entry(file, is.changed(), is.size()));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** How many files wait here for a person; none if the folder cannot be listed. */
  long count() throws IOException {
    if (!Files.isDirectory(dir)) return 0;
    long count = 0;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(dir)) {
      for (Path file : files) if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) count++;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return count;
  }
}
