package dev.groundhog.producer.doctor;

import dev.groundhog.producer.agent.Publishing;
import dev.groundhog.producer.install.Systemd;
import dev.groundhog.producer.keeper.ModeFile;
import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks at what is on this host: its clocks, the hook, the spool. Changes nothing that stays. */
final class LocalProbes {
  private static final Duration ASK = Duration.ofSeconds(3);

  /** As in the hook. */
  private static final long HOOK_DEADLINE_MILLIS = 1000;

  private LocalProbes() {}

  static HostSeen host(Publishing publishing) throws IOException {
    boolean systemd = Systemd.isHere();
    String kernelName = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
    return new HostSeen(
        systemd,
        systemd ? Systemd.version(ASK) : OptionalInt.empty(),
        publishing.host(),
        kernelName,
        publishing.now().wallMillis());
  }

  /**
   * @param spool the hook is tried in a folder in there, to meet the same disk; no reader looks
   *     into it
   */
  static HookSeen hook(Path hook, Path spool) throws IOException, InterruptedException {
    if (!Files.isExecutable(hook)) return HookSeen.missing(hook, Files.exists(hook));
    String name = ".doctor-" + ProcessHandle.current().pid();
    Path folder =
        Files.isWritable(spool)
            ? Files.createDirectories(spool.resolve(name))
            : Files.createTempDirectory(name);
    Path said = folder.resolve(".said");
    try {
      long began = System.nanoTime();
      int exitCode = runHook(hook, folder, said);
      long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
      boolean wrote;
      try (Stream<Path> files = Files.list(folder)) {
        wrote = files.anyMatch(file -> !file.getFileName().toString().startsWith("."));
      }
      String words = Files.readString(said, StandardCharsets.UTF_8);
      return new HookSeen(hook, true, true, exitCode, wrote, millis, HOOK_DEADLINE_MILLIS, words);
    } finally {
      delete(folder);
    }
  }

  private static int runHook(Path hook, Path folder, Path said) throws InterruptedException {
    // A name of which the hook does not say that it is our own, and write nothing.
    ProcessBuilder builder =
        new ProcessBuilder(hook.toString(), "stopped", "doctor-of-groundhog.service", "--strict")
            .redirectInput(new File("/dev/null"))
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(said.toFile());
    builder.environment().put("GROUNDHOG_SPOOL_DIR", folder.toString());
    // Nobody's mode word: it is looked at by itself.
    builder.environment().put("GROUNDHOG_RUN_DIR", folder.toString());
    builder.environment().put("GROUNDHOG_HOOK_TIMEOUT", "3");
    try {
      Process process = builder.start();
      boolean ended = process.waitFor(4, TimeUnit.SECONDS);
      process.destroyForcibly();
      return ended ? process.exitValue() : -1;
    } catch (IOException e) {
      return -2;
    }
  }

  private static void delete(Path folder) throws IOException {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      for (Path file : files) Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  static SpoolSeen spool(Path dir, Path runDir, long nowMillis) throws IOException {
    String mode = ModeFile.word(runDir);
    if (!Files.isDirectory(dir)) return SpoolSeen.missing(dir, mode);
    Path notes = dir.resolve("notes");
    long[] waiting = waiting(dir, nowMillis);
    return new SpoolSeen(
        dir,
        true,
        Files.getOwner(dir).getName(),
        permissions(dir),
        tryToWrite(dir),
        Files.getFileStore(dir).getUsableSpace(),
        waiting[0],
        waiting[1],
        count(dir.resolve("bad")),
        Files.isDirectory(notes) ? permissions(notes) : -1,
        mode);
  }

  private static int permissions(Path path) throws IOException {
    return (int) Files.getAttribute(path, "unix:mode") & 07777;
  }

  private static @Nullable String tryToWrite(Path dir) {
    Path file = dir.resolve(".doctor-" + ProcessHandle.current().pid() + ".try");
    try (FileChannel out =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.write(ByteBuffer.wrap(new byte[] {'x'}));
      out.force(true);
      return null;
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.toString() : e.getMessage();
      return why.replace(file + ": ", "");
    } finally {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // Then it was not made.
      }
    }
  }

  /** How many, and for how long the oldest; by the files' own times, which need no reading. */
  private static long[] waiting(Path dir, long nowMillis) throws IOException {
    long files = 0;
    long oldest = nowMillis;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(dir)) {
      for (Path file : all) {
        if (file.getFileName().toString().startsWith(".")) continue;
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) continue;
        files++;
        oldest = Math.min(oldest, lastModified(file, nowMillis));
      }
    }
    return new long[] {files, nowMillis - oldest};
  }

  private static long lastModified(Path file, long otherwise) {
    try {
      return Files.getLastModifiedTime(file).toMillis();
    } catch (IOException e) {
      return otherwise; // published meanwhile
    }
  }

  private static long count(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    } catch (IOException e) {
      return 0;
    }
  }
}
