package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Names found in the spool, to the order in which they are read. Kept as little more than their
 * names, because there can be 100,000.
 *
 * <p>Notes come last and a few at a time, and what their names say of time is their writers' word:
 * it orders notes, and nothing else.
 */
final class Pending {
  /** The agent comes back for more when these are sent; more would only cost memory. */
  static final int MOST = 10_000;

  /** Few, so that no flood of them delays what units do. */
  static final int MOST_NOTES = 100;

  private static final int BOOT_DIGITS = 8;

  private record Found(Path root, String name) {
    String boot() {
      return name.substring(0, BOOT_DIGITS);
    }

    Path file() {
      return root.resolve(name);
    }
  }

  private final HostTime now;
  private final List<Found> facts = new ArrayList<>();
  private final List<Found> notes = new ArrayList<>();
  private final List<Found> foreign = new ArrayList<>();
  private final Map<String, Long> firstOfBoot = new HashMap<>();

  Pending(HostTime now) {
    this.now = now;
  }

  /** All of a directory. */
  void addAll(Path root) throws IOException {
    List<Path> unfinished = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root)) {
      for (Path file : files) {
        String name = SpoolFolder.nameOf(file);
        if (name.startsWith(".")) unfinished.add(file);
        else add(root, name);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    for (Path file : unfinished) {
      SpoolName settled = Unfinished.settle(file, now).orElse(null);
      if (settled != null) add(root, settled.name());
    }
  }

  /**
   * Folders are ours ({@code bad}); a link or a device is an event nobody can read, and shown so.
   */
  private void add(Path root, String name) throws IOException {
    SpoolName parsed = SpoolName.parse(name).orElse(null);
    if (parsed == null) {
      Path file = root.resolve(name);
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) foreign.add(new Found(root, name));
    } else if (parsed.type().equals("note")) {
      notes.add(new Found(root, name));
    } else {
      facts.add(new Found(root, name));
      firstOfBoot.merge(parsed.boot(), wall(root, parsed), Math::min);
    }
  }

  /** It matters for the order of boots alone, so that few files are asked for theirs. */
  private long wall(Path root, SpoolName name) throws IOException {
    if (name.isOfBoot(now.boot())) return Long.MAX_VALUE;
    return name.saysWallTime() ? name.wallMillis() : EventFile.modified(root.resolve(name.name()));
  }

  int size() {
    return facts.size() + notes.size() + foreign.size();
  }

  /** The first that are to be read. */
  List<Path> oldest() {
    // Within a boot the order of the names is that of uptime, wall clock, invocation and type,
    // because all but the last two are numbers of fixed width.
    facts.sort(
        Comparator.<Found>comparingLong(f -> firstOfBoot.getOrDefault(f.boot(), 0L))
            .thenComparing(Found::name));
    notes.sort(Comparator.comparing(Found::name));
    foreign.sort(Comparator.comparing(Found::name));
    List<Path> oldest = new ArrayList<>();
    facts.stream().limit(MOST).map(Found::file).forEach(oldest::add);
    foreign.stream().limit(MOST_NOTES).map(Found::file).forEach(oldest::add);
    notes.stream().limit(MOST_NOTES).map(Found::file).forEach(oldest::add);
    return oldest;
  }
}
