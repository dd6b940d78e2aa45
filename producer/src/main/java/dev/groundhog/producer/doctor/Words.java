package dev.groundhog.producer.doctor;

/** Numbers for people. Pure. */
final class Words {
  private Words() {}

  static String count(long n, String one, String many) {
    return n + " " + (n == 1 ? one : many);
  }

  /** The largest unit that makes it at least 1, cut. */
  static String time(long millis) {
    long seconds = millis / 1000;
    if (seconds < 1) return millis + " ms";
    if (seconds < 120) return seconds + " s";
    if (seconds < 2 * 3600) return seconds / 60 + " min";
    return seconds < 2 * 86_400 ? seconds / 3600 + " h" : seconds / 86_400 + " days";
  }

  static String bytes(long bytes) {
    return bytes >= 10L << 30 ? (bytes >> 30) + " GiB" : (bytes >> 20) + " MiB";
  }

  /** The first few of a list, and how many more. */
  static String some(java.util.Collection<String> all) {
    String first = String.join(", ", all.stream().limit(4).toList());
    return all.size() <= 4 ? first : first + " and " + (all.size() - 4) + " more";
  }
}
