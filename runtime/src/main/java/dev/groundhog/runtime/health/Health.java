package dev.groundhog.runtime.health;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;

/**
 * What a program says of itself: named checks, each fine or not, each with a few words. Any thread
 * may set a check; the page shows the newest.
 */
public final class Health {
  private final Map<String, Check> checks = new ConcurrentSkipListMap<>();

  /** One thing that works or does not. */
  public record Check(boolean ok, String detail) {}

  public void ok(String check, String detail) {
    checks.put(check, new Check(true, detail));
  }

  public void failing(String check, String detail) {
    checks.put(check, new Check(false, detail));
  }

  /** True when every check is fine and there is at least one. */
  public boolean isOk() {
    return !checks.isEmpty() && checks.values().stream().allMatch(Check::ok);
  }

  /** One line for people: what does not work, or else each check's words. */
  public String summary() {
    boolean ok = isOk();
    return checks.entrySet().stream()
        .filter(e -> ok || !e.getValue().ok())
        .map(e -> e.getKey() + ": " + e.getValue().detail())
        .collect(Collectors.joining("; "));
  }

  /** All checks by name, as they are now. */
  public Map<String, Check> checks() {
    return new TreeMap<>(checks);
  }
}
