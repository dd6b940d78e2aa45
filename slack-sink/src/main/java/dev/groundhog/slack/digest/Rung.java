package dev.groundhog.slack.digest;

import java.util.Optional;

/** How much of a digest Slack is asked to take; the next rung is smaller and plainer. */
public enum Rung {
  FULL,
  COMPACT,
  /** No blocks at all: there is hardly anything left to refuse. */
  TEXT;

  /** What to try when Slack refuses this one. */
  public Optional<Rung> next() {
    return switch (this) {
      case FULL -> Optional.of(COMPACT);
      case COMPACT -> Optional.of(TEXT);
      case TEXT -> Optional.empty();
    };
  }
}
