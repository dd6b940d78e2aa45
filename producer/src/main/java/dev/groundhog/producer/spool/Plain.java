package dev.groundhog.producer.spool;

/** File names that a stranger chose, fit for a log line. */
final class Plain {
  private static final int MOST = 96;

  private Plain() {}

  /** What is no printable ASCII becomes a question mark; the rest is cut. */
  static String name(String name) {
    String cut = name.length() > MOST ? name.substring(0, MOST) + "…" : name;
    return cut.replaceAll("[^\\x20-\\x7e…]", "?");
  }
}
