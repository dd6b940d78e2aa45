package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.terminal.Output;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which part of the log is meant: mixed into commands that read it. */
public final class RangeOptions {
  private final String consequence;

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

  /** Of a command that replays. */
  public RangeOptions() {
    this("Nothing was replayed.");
  }

  /**
   * @param consequence what happens if they are wrong, a sentence
   */
  public RangeOptions(String consequence) {
    this.consequence = consequence;
  }

  /** Whether any of them is. */
  public boolean isGiven() {
    return from != null || to != null || last != null;
  }

  /**
   * What they mean. {@code --to} alone means what would be meant otherwise, until then.
   *
   * @param zone of local times
   * @param otherwise where nothing is given; null: something must be
   * @throws dev.groundhog.runtime.settings.InvalidSettingException if they mean nothing
   */
  public TimeRange range(ZoneId zone, @Nullable TimeRange otherwise) {
    if (from != null || last != null || otherwise == null) {
      return TimeRange.of(from, to, last, zone, Output.now(), consequence);
    }
    return to == null ? otherwise : otherwise.until(to, zone, consequence);
  }

  /** As they were typed, each after a space. */
  public String typed() {
    return typed("--from", from) + typed("--last", last) + typed("--to", to);
  }

  private static String typed(String name, @Nullable String value) {
    return value == null ? "" : ' ' + name + ' ' + value;
  }
}
