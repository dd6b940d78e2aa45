package dev.groundhog.producer.journal;

import java.util.ArrayList;
import java.util.List;

/**
 * In which folders systemd looks for a service's drop-ins, most specific first: a drop-in or a mask
 * in an earlier one hides the file of the same name in all later ones. Pure.
 *
 * <p>{@code a-b@3.service}: its own, {@code a-b@.service.d}, {@code a-@3.service.d}, {@code
 * a-@.service.d}, {@code service.d}. Source: systemd.unit(5) and unit_file_find_dirs in systemd's
 * dropin.c, tried on 252.
 */
public final class DropInFolders {
  /** The folder whose drop-ins count for every service. */
  static final String EVERY_SERVICE = "service";

  private static final String SUFFIX = ".service";

  private DropInFolders() {}

  /** Names without the {@code .d}; the last is {@code service}, which means every service. */
  public static List<String> of(String unit) {
    List<String> folders = new ArrayList<>();
    String name = unit.substring(0, Math.max(0, unit.lastIndexOf('.')));
    int at = name.indexOf('@');
    String prefix = at < 0 ? name : name.substring(0, at);
    String instance = at < 0 ? "" : name.substring(at);
    while (!prefix.isEmpty()) {
      folders.add(prefix + instance + SUFFIX);
      if (instance.length() > 1) folders.add(prefix + '@' + SUFFIX);
      // The next shorter prefix ends at the dash before its own last one.
      int dash = prefix.lastIndexOf('-', prefix.length() - (prefix.endsWith("-") ? 2 : 1));
      prefix = prefix.substring(0, dash + 1);
    }
    folders.add(EVERY_SERVICE);
    return folders;
  }
}
