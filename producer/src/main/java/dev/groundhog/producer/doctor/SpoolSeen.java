package dev.groundhog.producer.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The spool, looked at without its lock.
 *
 * @param exists whether it is a folder
 * @param owner who owns it
 * @param mode permission bits
 * @param unwritable why no file could be made and fsynced in it, or null
 * @param freeBytes on its disk
 * @param waiting how many events
 * @param oldestMillis how long the oldest has waited
 * @param bad how many files nobody could send
 * @param notesMode permission bits of the drop folder for notes, or -1 without one
 * @param modeWord what the hook is told to do
 */
record SpoolSeen(
    Path dir,
    boolean exists,
    String owner,
    int mode,
    @Nullable String unwritable,
    long freeBytes,
    long waiting,
    long oldestMillis,
    long bad,
    int notesMode,
    String modeWord) {
  private static final String SPOOL = "spool";

  /** A crash loop's tails of some hours. */
  private static final long LITTLE_SPACE = 64L * 1024 * 1024;

  /** As the agent's own page has it. */
  private static final long LATE_MILLIS = 5 * 60_000;

  /** Sticky, and everybody may put something in, and nobody may look. */
  static final int NOTES_MODE = 01733;

  static SpoolSeen missing(Path dir, String modeWord) {
    return new SpoolSeen(dir, false, "", 0, null, 0, 0, 0, 0, -1, modeWord);
  }

  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    findings.add(place());
    if (exists) {
      findings.add(backlog());
      if (bad > 0) findings.add(badFiles());
      if (notesMode >= 0 && notesMode != NOTES_MODE) findings.add(notes());
    }
    if (!modeWord.equals("disk")) findings.add(modeFinding());
    return findings;
  }

  private Finding place() {
    if (!exists) {
      return Finding.fail(
          SPOOL, dir + " is not there", "install -d -m 0700 " + dir + " (the agent makes it too)");
    }
    if (unwritable != null) {
      return Finding.fail(
          SPOOL,
          dir + " cannot be written to: " + unwritable,
          "findmnt -T " + dir + "; a read-only disk: mount -o remount,rw MOUNTPOINT");
    }
    if (!owner.equals("root")) {
      return Finding.fail(SPOOL, dir + " belongs to " + owner, "chown root: " + dir);
    }
    if ((mode & 022) != 0) {
      return Finding.fail(
          SPOOL,
          "%s has mode %04o: others could write events".formatted(dir, mode),
          "chmod go-w " + dir);
    }
    if (freeBytes < LITTLE_SPACE) {
      return Finding.warn(
          SPOOL,
          "%s: only %d MiB are free".formatted(dir, freeBytes >> 20),
          "df -h " + dir + "; df -i " + dir);
    }
    return Finding.ok(
        SPOOL, "%s can be written to, %s free".formatted(dir, Words.bytes(freeBytes)));
  }

  private Finding backlog() {
    if (waiting == 0) return Finding.ok(SPOOL, "nothing waits");
    String says =
        "%s, the oldest for %s"
            .formatted(
                Words.count(waiting, "event waits", "events wait"), Words.time(oldestMillis));
    return oldestMillis > LATE_MILLIS
        ? Finding.fail(SPOOL, says, "see agent and Kafka below; nothing is lost meanwhile")
        : Finding.ok(SPOOL, says);
  }

  private Finding badFiles() {
    return Finding.warn(
        SPOOL,
        Words.count(bad, "file is", "files are") + " no event, in " + dir.resolve("bad"),
        "journalctl -u groundhog-agent | grep 'moved to'; then delete them");
  }

  private Finding notes() {
    return Finding.fail(
        SPOOL,
        "%s has mode %04o, expected %04o".formatted(dir.resolve("notes"), notesMode, NOTES_MODE),
        "chmod %04o %s".formatted(NOTES_MODE, dir.resolve("notes")));
  }

  private Finding modeFinding() {
    return switch (modeWord) {
      case "run" ->
          Finding.warn(
              SPOOL,
              "the disk is frozen or was a moment ago: hooks write to memory",
              "dmesg | tail; what waits there is lost at a reboot");
      case "no-tail" ->
          Finding.warn(SPOOL, "nearly full: hooks leave out log tails", "see Kafka below");
      case "full" ->
          Finding.fail(SPOOL, "full: hooks write nothing", "see Kafka below, and spool.max.*");
      default ->
          Finding.warn(
              SPOOL,
              "/run/groundhog/mode says \"" + modeWord + "\", which the hook takes for disk",
              "rm /run/groundhog/mode");
    };
  }
}
