package dev.groundhog.ctl.anonymise;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Ids: random ones say nothing and stay; what people thought up becomes random. */
final class Ids {
  /** {@code 8f8f816c6e284653aa6f8fd4e75dfa0d:stopped}, {@code s-5f0c1b7e}. */
  private static final Pattern RANDOM =
      Pattern.compile(
          "[0-9a-f]{32}(?::(?:starting|stopped|gave-up|note|alive|shed))?|[ms]-[0-9a-f]{8}");

  private static final int LENGTH = 32;

  private final Key key;

  Ids(Key key) {
    this.key = key;
  }

  @Nullable String mask(@Nullable String id) {
    if (id == null || id.isBlank() || RANDOM.matcher(id).matches()) return id;
    return key.hex(id, LENGTH);
  }
}
