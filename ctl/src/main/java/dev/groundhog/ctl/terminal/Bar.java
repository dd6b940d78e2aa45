package dev.groundhog.ctl.terminal;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whether progress is shown: mixed into commands that may take long. */
public final class Bar {
  /** Set by {@code bin/groundhogctl}, which can see what Java cannot: whose standard error is. */
  static final String TERMINAL = "groundhog.stderr.terminal";

  @Option(
      names = "--progress",
      negatable = true,
      description = "A progress bar on standard error; default: if that is a terminal.")
  private @Nullable Boolean progress;

  /**
   * @param what is done, one word of at most 8 letters
   */
  public Progress begin(String what, PrintWriter err) {
    return begin(what, err, System::nanoTime);
  }

  Progress begin(String what, PrintWriter err, LongSupplier nanos) {
    boolean shown = progress == null ? Boolean.getBoolean(TERMINAL) : progress;
    return new Progress(err, what, shown, nanos);
  }
}
