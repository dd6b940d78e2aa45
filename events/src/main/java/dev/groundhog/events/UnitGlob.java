package dev.groundhog.events;

/** Globs over unit families, as people write them: {@code chat}, {@code worker@}, {@code pay-*}. */
public final class UnitGlob {
  private static final String SERVICE = ".service";

  private UnitGlob() {}

  /** Whether the whole name is covered; the glob may leave out {@code .service}. */
  public static boolean matches(String glob, String unit) {
    return Glob.matches(glob, unit) || Glob.matches(glob + SERVICE, unit);
  }
}
