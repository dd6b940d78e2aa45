package dev.groundhog.producer.keeper;

import dev.groundhog.runtime.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What an operator may set of the spool.
 *
 * @param spool where the hook writes
 * @param run folder of the mode word and the spool in memory; on tmpfs
 * @param onDisk bounds of the spool
 * @param inMemory bounds of the spool in memory
 * @param minFree bytes of the spool's file system that are left to others
 * @param probeEvery how often the disk is asked for a small write; also how long hooks may meet a
 *     frozen disk before the word says so
 * @param probeLimit how long the disk may take for it
 */
public record KeeperSettings(
    Path spool,
    Path run,
    Limits onDisk,
    Limits inMemory,
    long minFree,
    Duration probeEvery,
    Duration probeLimit) {

  private static final long MIB = 1024 * 1024;

  /** A day of an hourly crash loop on each of 700 units, or 65,536 events without tails. */
  private static final long MAX_BYTES = 256 * MIB;

  /** So many inodes, 400 MiB in blocks, and 0.6 s of listing: for those who raise the bytes. */
  private static final int MAX_FILES = 100_000;

  /** Memory that nobody else can use: for some minutes of a frozen disk. */
  private static final long MAX_MEMORY = 16 * MIB;

  /** As many as fit into that, a page each. */
  private static final int MAX_MEMORY_FILES = 4_000;

  /** Enough for a person to log in and for the journal to go on. */
  private static final long MIN_FREE = 64 * MIB;

  public static KeeperSettings of(Settings settings) {
    long most = 1024L * 1024 * MIB;
    return new KeeperSettings(
        settings.path("spool.dir").orElse(Path.of("/var/spool/groundhog")),
        settings.path("run.dir").orElse(Path.of("/run/groundhog")),
        new Limits(
            settings.bytes("spool.max.bytes", MAX_BYTES, MIB, most),
            settings.integer("spool.max.files", MAX_FILES, 100, 10_000_000)),
        new Limits(
            settings.bytes("run.max.bytes", MAX_MEMORY, MIB / 16, most),
            settings.integer("run.max.files", MAX_MEMORY_FILES, 10, 1_000_000)),
        settings.bytes("spool.min.free", MIN_FREE, 0, most),
        settings.duration(
            "spool.probe.every",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            Duration.ofMinutes(1)),
        settings.duration(
            "spool.probe.limit",
            Duration.ofMillis(500),
            Duration.ofMillis(50),
            Duration.ofSeconds(10)));
  }

  /** The spool in memory. */
  Path inMemoryDir() {
    return run.resolve("spool");
  }
}
