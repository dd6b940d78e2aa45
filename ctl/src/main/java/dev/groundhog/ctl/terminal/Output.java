package dev.groundhog.ctl.terminal;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Option;

/** How an answer is wanted: mixed into each command that gives one. */
public final class Output {
  @Option(names = "--json", description = "One JSON object per line, for programs.")
  private boolean json;

  @Option(names = "--utc", description = "Times in UTC instead of local time.")
  private boolean utc;

  public boolean isJson() {
    return json;
  }

  /** The zone of times that are shown, and of those that are typed without one. */
  public ZoneId zone() {
    return utc ? ZoneOffset.UTC : ZoneId.systemDefault();
  }

  /** As exact as the contract is. */
  public static Instant now() {
    return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
