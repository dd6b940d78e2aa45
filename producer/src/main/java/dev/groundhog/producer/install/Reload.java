package dev.groundhog.producer.install;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Has systemd read its units again, where it runs. */
final class Reload {
  /** A reload takes longer the more units there are; seconds, never minutes. */
  private static final long SECONDS = 60;

  private Reload() {}

  /** Returns the command's exit code: 1 if systemd did not reload. */
  static int ifNeeded(Path root, boolean changed, PrintWriter out) throws IOException {
    boolean here = root.equals(Path.of("/")) && Files.isDirectory(Path.of("/run/systemd/system"));
    if (!changed || !here) return 0;
    Process process = new ProcessBuilder("systemctl", "daemon-reload").inheritIO().start();
    try {
      if (process.waitFor(SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0) return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    out.println("systemd did not reload; run: systemctl daemon-reload");
    out.flush();
    return 1;
  }
}
