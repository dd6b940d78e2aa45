package dev.groundhog.producer.install;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of one unit's file.
 *
 * @param folder the unit or group of units, without {@code .d}: {@code chat.service}, {@code
 *     systemd-.service}, {@code service}
 * @param before null if there is none
 * @param after null if there shall be none
 * @param why in a few words; empty if it is what was asked for
 */
record Change(String folder, @Nullable Content before, @Nullable Content after, String why) {

  boolean changesSomething() {
    return before == null ? after != null : !before.equals(after);
  }
}
