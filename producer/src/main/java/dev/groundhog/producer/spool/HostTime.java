package dev.groundhog.producer.spool;

/**
 * A moment on this host, on both of its clocks.
 *
 * @param boot the kernel's boot id, 32 lower-case hex digits
 * @param uptimeMillis milliseconds since that boot; monotonic, in steps of 10 ms. Source: {@code
 *     /proc/uptime}, proc(5)
 * @param wallMillis milliseconds since 1970 by the wall clock, which may be wrong and may step
 */
public record HostTime(String boot, long uptimeMillis, long wallMillis) {

  /**
   * Milliseconds from here to {@code later}, never negative: by the monotonic clock within one
   * boot, else by the wall clock, which is all that outlives a reboot.
   */
  public long ageAt(HostTime later) {
    long age =
        boot.equals(later.boot) ? later.uptimeMillis - uptimeMillis : later.wallMillis - wallMillis;
    return Math.max(0, age);
  }
}
