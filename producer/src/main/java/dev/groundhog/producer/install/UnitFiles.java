package dev.groundhog.producer.install;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The unit files of a host, read as files: so it also works on a host that is only mounted, and
 * asks nobody who could hang.
 */
final class UnitFiles {
  /** In systemd's order: a file in an earlier one hides the others. Source: systemd.unit(5). */
  private static final List<String> FOLDERS =
      List.of(
          "etc/systemd/system",
          "run/systemd/system",
          "run/systemd/generator",
          "usr/local/lib/systemd/system",
          "usr/lib/systemd/system",
          "lib/systemd/system");

  private UnitFiles() {}

  /** Texts of all services and timers by name; no aliases, no masked ones. */
  static Map<String, String> read(Path root) {
    Map<String, String> texts = new TreeMap<>();
    for (String folder : FOLDERS) {
      Path path = root.resolve(folder);
      if (!Files.isDirectory(path)) continue;
      try (DirectoryStream<Path> files = Files.newDirectoryStream(path, "*.{service,timer}")) {
        for (Path file : files) add(file, texts);
      } catch (IOException e) {
        // A folder that cannot be read hides its units from this list, and from nothing else.
      }
    }
    return texts;
  }

  private static void add(Path file, Map<String, String> texts) throws IOException {
    String name = file.getFileName().toString();
    boolean alias =
        Files.isSymbolicLink(file)
            && !Files.readSymbolicLink(file).getFileName().toString().equals(name);
    if (alias || texts.containsKey(name) || !Files.isRegularFile(file)) return;
    try {
      texts.put(name, Files.readString(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      texts.put(name, "");
    }
  }

  /** The last value of a key, as systemd takes it; comments do not count. */
  static Optional<String> value(String text, String key) {
    return text.lines()
        .map(String::strip)
        .filter(line -> line.startsWith(key + "="))
        .map(line -> line.substring(key.length() + 1).strip())
        .reduce((first, second) -> second);
  }
}
