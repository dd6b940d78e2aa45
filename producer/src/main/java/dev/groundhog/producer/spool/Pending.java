package dev.groundhog.producer.spool;

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

  private final String presentBoot;
  private final List<Found> facts = new ArrayList<>();
  private final List<Found> notes = new ArrayList<>();
  private final List<Found> foreign = new ArrayList<>();
  private final Map<String, Long> firstOfBoot = new HashMap<>();

  Pending(String presentBoot) {
    this.presentBoot = presentBoot;
  }

  /**
   * Folders are ours ({@code bad}); a link or a device is an event nobody can read, and shown so.
   */
  void add(Path root, String name) {
    if (name.startsWith(".")) return;
    SpoolName parsed = SpoolName.parse(name).orElse(null);
    if (parsed == null) {
      Path file = root.resolve(name);
      if (!Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) foreign.add(new Found(root, name));
    } else if (parsed.type().equals("note")) {
      notes.add(new Found(root, name));
    } else {
      facts.add(new Found(root, name));
      long wall = presentBoot.startsWith(parsed.boot()) ? Long.MAX_VALUE : parsed.wallMillis();
      firstOfBoot.merge(parsed.boot(), wall, Math::min);
    }
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
