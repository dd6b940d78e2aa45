package dev.groundhog.runtime.settings;

/** A value that must not reach a log, an exception or a page; only {@link #reveal} gives it out. */
public final class Secret {
  private final String value;

  public Secret(String value) {
    this.value = value;
  }

  /** The value itself, for the one place that sends it. */
  public String reveal() {
    return value;
  }

  @Override
  public String toString() {
    return "****";
  }
}
