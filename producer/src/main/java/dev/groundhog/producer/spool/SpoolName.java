package dev.groundhog.producer.spool;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a spool file's name says of its place in the order of facts; see {@code SPOOL-FORMAT.md}.
 * The uptime orders the facts of one boot, so that a wall clock that jumps back reorders nothing.
 *
 * @param wallMillis 0: the name does not say, and the file's modification time counts
 */
record SpoolName(
    String name, String boot, long uptimeMillis, long wallMillis, String invocation, String type) {

  private static final Pattern NAME =
      Pattern.compile("([0-9a-f]{8})-([0-9]{14})-([0-9]{13})-([0-9a-z]{1,40})-([a-z-]{1,12})");

  /** {@code starting} sorts before {@code stopped} when both fell into one step of the clock. */
  private static final Comparator<SpoolName> WITHIN_A_BOOT =
      Comparator.comparingLong(SpoolName::uptimeMillis)
          .thenComparingLong(SpoolName::wallMillis)
          .thenComparing(SpoolName::invocation)
          .thenComparing(SpoolName::type)
          .thenComparing(SpoolName::name);

  /** Empty for a name that nobody of ours gave. */
  static Optional<SpoolName> parse(String name) {
    Matcher m = NAME.matcher(name);
    if (!m.matches()) return Optional.empty();
    return Optional.of(
        new SpoolName(
            name,
            m.group(1),
            Long.parseLong(m.group(2)),
            Long.parseLong(m.group(3)),
            m.group(4),
            m.group(5)));
  }

  /**
   * The name that an unfinished file would have got: it is called {@code .NAME.PID}, or {@code
   * .NAME}.
   */
  static Optional<SpoolName> parseUnfinished(String name) {
    if (!name.startsWith(".")) return Optional.empty();
    int pid = name.indexOf('.', 1);
    return parse(name.substring(1, pid < 0 ? name.length() : pid));
  }

  boolean saysWallTime() {
    return wallMillis != 0;
  }

  boolean isOfBoot(String bootId) {
    return bootId.startsWith(boot);
  }

  SpoolName at(long wall) {
    return new SpoolName(name, boot, uptimeMillis, wall, invocation, type);
  }

  static String format(HostTime captured, String invocation, String type) {
    return "%s-%014d-%013d-%s-%s"
        .formatted(
            captured.boot().substring(0, 8),
            captured.uptimeMillis(),
            captured.wallMillis(),
            invocation,
            type);
  }

  /** The order of facts on this host, given the boot that runs now. */
  static Comparator<SpoolName> order(List<SpoolName> all, String presentBoot) {
    Map<String, Long> firstOfBoot = new HashMap<>();
    for (SpoolName name : all) {
      boolean present = name.isOfBoot(presentBoot);
      firstOfBoot.merge(
          name.boot(), present ? Long.MAX_VALUE : name.wallMillis(), (a, b) -> Math.min(a, b));
    }
    return Comparator.<SpoolName>comparingLong(n -> firstOfBoot.getOrDefault(n.boot(), 0L))
        .thenComparing(SpoolName::boot)
        .thenComparing(WITHIN_A_BOOT);
  }

  /** Milliseconds that this fact is old at {@code now}. */
  long ageAt(HostTime now) {
    String sameBoot = now.boot().startsWith(boot) ? now.boot() : boot;
    return new HostTime(sameBoot, uptimeMillis, wallMillis).ageAt(now);
  }
}
