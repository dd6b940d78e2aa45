package dev.groundhog.slack.digest;

/**
 * How much of an incident a digest shows. What is left out is counted, never dropped silently.
 *
 * @param hosts listed hosts
 * @param causes listed causes
 * @param logLines lines of a crash's log
 * @param logChars characters of these lines together
 * @param suspects listed suspects
 * @param members listed members of a larger incident
 * @param storm listed incidents of a storm
 * @param name characters of a name before it is cut in its middle
 */
record Extent(
    int hosts,
    int causes,
    int logLines,
    int logChars,
    int suspects,
    int members,
    int storm,
    int name) {
  /** One screen: more would be folded away by Slack. */
  static final Extent FULL = new Extent(12, 2, 12, 1500, 3, 12, 25, 80);

  /** What must be known, without log lines. */
  static final Extent COMPACT = new Extent(5, 1, 0, 0, 1, 5, 10, 50);
}
