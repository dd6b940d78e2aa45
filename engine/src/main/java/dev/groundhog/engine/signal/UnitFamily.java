package dev.groundhog.engine.signal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The unit without its instance: {@code worker@3.service} is of {@code worker@.service}. */
public final class UnitFamily {
  private static final Pattern INSTANCE = Pattern.compile("^([^@]+@)[^.]*.*?(\\.[a-z]+)$");

  private UnitFamily() {}

  public static String of(String unit) {
    if (unit.indexOf('@') < 0) return unit;
    Matcher matcher = INSTANCE.matcher(unit);
    return matcher.matches() ? matcher.group(1) + matcher.group(2) : unit;
  }
}
