package dev.groundhog.ctl.anonymise;

import dev.groundhog.events.UnitEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Labels with other values: {@code version=1.4.2} becomes {@code version=version-1}. The names that
 * agents give or that everybody uses stay, others are numbered too.
 */
final class Labels {
  private static final Set<String> KNOWN =
      Set.of("env", "version", "os", "kernel", "arch", "exe-modified", "region", "zone", "role");

  private final Pseudonyms names = new Pseudonyms("label");
  private final Map<String, Pseudonyms> values = new HashMap<>();

  Map<String, String> mask(Map<String, String> labels) {
    Map<String, String> masked = new TreeMap<>();
    labels.forEach((name, value) -> masked.put(name(name), value(name, value)));
    return masked;
  }

  String name(String name) {
    return isOurs(name) || KNOWN.contains(name) ? name : names.of(name);
  }

  String value(String name, String value) {
    // By it a test of the way to Kafka is known, which is told to nobody.
    if (isOurs(name)) return value.equals("true") ? value : "false";
    return values.computeIfAbsent(name(name), Pseudonyms::new).of(value);
  }

  private static boolean isOurs(String name) {
    return name.equals(UnitEvent.TEST_LABEL);
  }
}
