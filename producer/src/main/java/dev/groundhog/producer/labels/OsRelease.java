package dev.groundhog.producer.labels;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The name of a distribution in the text of {@code os-release}. Pure. Source: os-release(5). */
final class OsRelease {
  private OsRelease() {}

  /** {@code ID} and {@code VERSION_ID}: {@code debian 12}; a rolling one has no version. */
  static Optional<String> name(String text) {
    Map<String, String> values = new TreeMap<>();
    for (String line : text.lines().toList()) {
      int equals = line.indexOf('=');
      if (equals > 0) values.put(line.substring(0, equals), unquoted(line.substring(equals + 1)));
    }
    String id = values.getOrDefault("ID", "");
    if (id.isEmpty()) return Optional.empty();
    return Optional.of((id + ' ' + values.getOrDefault("VERSION_ID", "")).strip());
  }

  private static String unquoted(String value) {
    String plain = value.strip();
    boolean quoted = plain.length() >= 2 && (plain.startsWith("\"") || plain.startsWith("'"));
    return quoted ? plain.substring(1, plain.length() - 1) : plain;
  }
}
