package dev.groundhog.producer.doctor;

import java.nio.file.Path;
import java.util.List;

/**
 * The hook, run once by hand into a folder of its own.
 *
 * @param exitCode of {@code --strict}; -1 if it was killed, -2 if it could not be started
 * @param wrote whether it left a whole spool file
 * @param millis how long it took
 * @param deadlineMillis how long it may take in a unit
 * @param said on standard error
 */
record HookSeen(
    Path path,
    boolean exists,
    boolean executable,
    int exitCode,
    boolean wrote,
    long millis,
    long deadlineMillis,
    String said) {
  private static final String HOOK = "hook";

  static HookSeen missing(Path path, boolean exists) {
    return new HookSeen(path, exists, false, -2, false, 0, 0, "");
  }

  List<Finding> findings() {
    return List.of(finding());
  }

  private Finding finding() {
    if (!exists) {
      return Finding.fail(
          HOOK,
          path + " is not there: units start and stop, and nothing is recorded",
          "install the package again, or: groundhog install UNIT --hook FILE");
    }
    if (!executable) return Finding.fail(HOOK, path + " may not be executed", "chmod 755 " + path);
    if (exitCode != 0 || !wrote) {
      String why = said.isEmpty() ? "exit code " + exitCode : said.strip();
      return Finding.fail(
          HOOK, "tried by hand, it fails: " + why, path + " stopped x.service --strict; echo $?");
    }
    String took = "writes a file in " + millis + " ms of " + deadlineMillis + " ms";
    if (millis > deadlineMillis / 2) {
      return Finding.warn(
          HOOK,
          took + ": events may be lost when the host is busy",
          "a quicker disk for the spool, or GROUNDHOG_HOOK_TIMEOUT=3 in the drop-ins");
    }
    return Finding.ok(HOOK, took);
  }
}
