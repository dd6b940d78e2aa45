package dev.groundhog.producer.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What came of the same work on each of some files, in their order: one that fails holds up none.
 *
 * @param done what it gave; a file of which there was nothing to give is missing
 * @param troubles why it failed
 */
public record Attempts<T>(Map<Path, T> done, Map<Path, IOException> troubles) {

  /** What is done to a file. */
  interface Work<T> {
    @Nullable T on(Path file) throws IOException;
  }

  static <T> Attempts<T> on(Collection<Path> files, Work<T> work) {
    Attempts<T> attempts = new Attempts<>(new LinkedHashMap<>(), new LinkedHashMap<>());
    for (Path file : files) {
      try {
        T done = work.on(file);
        if (done != null) attempts.done.put(file, done);
      } catch (IOException e) {
        attempts.troubles.put(file, e);
      }
    }
    return attempts;
  }

  void add(Attempts<T> more) {
    done.putAll(more.done);
    troubles.putAll(more.troubles);
  }
}
