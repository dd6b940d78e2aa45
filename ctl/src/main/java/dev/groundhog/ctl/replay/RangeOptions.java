package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.terminal.Output;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of the log is meant: mixed into commands that judge it again. */
public final class RangeOptions {
  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "First moment: 2026-11-22T11:20:00Z, or a local time 2026-11-22T11:20.")
  private @Nullable String from;

  @Option(names = "--to", paramLabel = "TIME", description = "Last moment; default: all there is.")
  private @Nullable String to;

  @Option(
      names = "--last",
      paramLabel = "TIME",
      description = "Instead of --from: 90s, 15m, 2h, 1d.")
  private @Nullable String last;

  /**
   * @param zone of local times
   * @param otherwise where nothing is given; null: something must be
   */
  public TimeRange range(ZoneId zone, @Nullable TimeRange otherwise) {
    boolean given = from != null || last != null || to != null;
    if (!given && otherwise != null) return otherwise;
    return TimeRange.of(from, to, last, zone, Output.now());
  }
}
