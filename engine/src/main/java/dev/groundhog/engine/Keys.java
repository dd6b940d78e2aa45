package dev.groundhog.engine;

/** Keys of tables: parts joined by a character that no host, unit or id may contain. */
public final class Keys {
  private static final char SEPARATOR = '\0';

  private Keys() {}

  /** The key made of these two parts: the most frequent, without a detour. */
  public static String of(String first, String second) {
    return first + SEPARATOR + second;
  }

  /** The key made of these parts. */
  public static String of(String... parts) {
    return String.join(String.valueOf(SEPARATOR), parts);
  }

  /** What every key begins with that has these parts and more. */
  public static String prefix(String... parts) {
    return of(parts) + SEPARATOR;
  }

  /** The first part of a key, or all of it if it has but one. */
  public static String first(String key) {
    int end = key.indexOf(SEPARATOR);
    return end < 0 ? key : key.substring(0, end);
  }

  /** The parts a key was made of. */
  public static String[] parts(String key) {
    return key.split(String.valueOf(SEPARATOR), -1);
  }
}
