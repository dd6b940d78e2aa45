package dev.groundhog.producer.install;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The text of a unit's drop-in. Pure.
 *
 * <p>{@code -}: a hook that fails does not fail the unit. {@code +}: it runs as root, outside the
 * unit's sandbox, because the spool is root's. Source: systemd.service(5).
 *
 * @param hook absolute path of {@code groundhog-hook}
 * @param logFile the file that the unit logs to, or null for the journal
 * @param lines how many lines of tail are wanted
 * @param spool where the hook writes, or null for its default
 */
record DropIn(Path hook, @Nullable String logFile, int lines, @Nullable String spool) {
  static final int DEFAULT_LINES = 22;

  String text() {
    StringBuilder text = new StringBuilder();
    text.append("# Written by groundhog install; groundhog uninstall removes it.\n[Service]\n");
    if (spool != null) {
      text.append("Environment=")
          .append(quoted("GROUNDHOG_SPOOL_DIR=" + spool, false))
          .append('\n');
    }
    String command = "-+" + hookPath();
    text.append("ExecStartPre=").append(command).append(" starting %n\n");
    text.append("ExecStopPost=").append(command).append(" stopped %n");
    if (logFile != null) text.append(" --log ").append(quoted(logFile, true));
    if (lines != DEFAULT_LINES) text.append(" --lines ").append(lines);
    return text.append('\n').toString();
  }

  /** The path of a program is not expanded, only its specifiers are. */
  private String hookPath() {
    String path = hook.toString();
    if (path.matches("[A-Za-z0-9/._-]+")) return path;
    return quoted(path, false);
  }

  /** systemd's quoting: backslash escapes, doubled percent, and for arguments doubled dollar. */
  private static String quoted(String value, boolean isArgument) {
    String escaped = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("%", "%%");
    if (isArgument) escaped = escaped.replace("$", "$$");
    return value.matches("[A-Za-z0-9/._=-]+") ? value : '"' + escaped + '"';
  }
}
