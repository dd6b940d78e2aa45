package dev.groundhog.ctl.terminal;

/** The few colours that answers use; each is also said in words. */
public enum Colour {
  /** Crashes go on, and it is bad. */
  BAD("1;31"),
  /** Crashes go on. */
  WARNING("33"),
  /** It is well again. */
  GOOD("32"),
  /** A person did something. */
  PERSON("36"),
  /** Less important than what stands beside it. */
  DIM("2"),
  /** What the eye should find. */
  STRONG("1");

  static final String END = "\u001b[0m";

  private final String code;

  Colour(String code) {
    this.code = code;
  }

  String begin() {
    return "\u001b[" + code + "m";
  }
}
