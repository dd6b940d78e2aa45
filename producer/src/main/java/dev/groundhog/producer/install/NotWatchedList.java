package dev.groundhog.producer.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The list of units that {@code install --all} leaves out: one pattern a line, # for comments. */
final class NotWatchedList {
  private NotWatchedList() {}

  /** The one that is asked for, else the administrator's, else the one that came along. */
  static List<String> patterns(@Nullable Path asked, Path root, Path home) throws IOException {
    if (asked != null) return read(asked);
    Path own = root.resolve("etc/groundhog/not-watched.list");
    if (Files.isReadable(own)) return read(own);
    Path shipped = home.resolve("not-watched.list");
    return Files.isReadable(shipped) ? read(shipped) : List.of();
  }

  private static List<String> read(Path list) throws IOException {
    return Files.readString(list, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.replaceFirst("#.*", "").strip())
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
