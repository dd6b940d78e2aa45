package dev.groundhog.producer.send;

import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.keeper.ModeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where this event is written: by the mode word, as the hook does it; for who is not root, the drop
 * folder for notes.
 *
 * @param dir exists and may be written to, unless {@code refused} says why not
 * @param mayPublish whether this user may also take the spool to Kafka
 */
record SpoolPlace(Path dir, boolean mayPublish, @Nullable String refused) {

  static SpoolPlace choose(Publishing publishing, Map<String, String> environment)
      throws IOException {
    String mode =
        ModeFile.word(Path.of(environment.getOrDefault("GROUNDHOG_RUN_DIR", "/run/groundhog")));
    Path spool = mode.equals("run") ? publishing.spoolWhileFrozen() : publishing.spool();
    if (mode.equals("full")) return refused(spool, "the spool is full");
    if (!Files.isDirectory(spool)) create(spool);
    if (Files.isDirectory(spool) && Files.isWritable(spool)) {
      // On a frozen disk even the lock would hang.
      return new SpoolPlace(spool, !mode.equals("run"), null);
    }
    Path notes = spool.resolve("notes");
    if (Files.isDirectory(notes) && Files.isWritable(notes)) {
      return new SpoolPlace(notes, false, null);
    }
    return refused(spool, spool + " cannot be written to; run it as root, or set spool.dir");
  }

  private static void create(Path spool) {
    try {
      Files.createDirectories(
          spool,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      // Said by who asks whether it can be written to.
    }
  }

  private static SpoolPlace refused(Path dir, String why) {
    return new SpoolPlace(dir, false, why);
  }
}
