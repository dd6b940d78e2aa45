package dev.groundhog.streams.rules;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells when the rules file has become another one. It compares what stands in the file: that sees
 * an edit, a rename over it and a link that is pointed elsewhere alike, and a few kilobytes every
 * two seconds cost nothing.
 *
 * <p>A file that is being written has a beginning that may well be valid rules; so something new
 * counts when it is seen twice running, unless somebody says that it is complete.
 */
final class FileLooks {
  /**
   * What stood in the file.
   *
   * @param text null: it could not be read
   * @param trouble why not
   */
  record Found(@Nullable String text, @Nullable String trouble) {}

  private Found settled;
  private @Nullable Found candidate;

  /**
   * @param known what was read at start
   */
  FileLooks(String known) {
    this.settled = new Found(known, null);
  }

  static Found read(Path file) {
    try {
      return new Found(Files.readString(file), null);
    } catch (IOException e) {
      return new Found(null, e.getClass().getSimpleName());
    }
  }

  /**
   * Takes in what a look found.
   *
   * @param complete whether somebody said that the file is as it should be
   * @return what the file has become; empty: nothing new, or not seen twice yet
   */
  Optional<Found> look(Found found, boolean complete) {
    boolean news = !found.equals(settled);
    boolean again = complete || found.equals(candidate);
    candidate = news && !again ? found : null;
    if (!news || !again) return Optional.empty();
    settled = found;
    return Optional.of(found);
  }
}
