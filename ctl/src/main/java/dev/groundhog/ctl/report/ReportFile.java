package dev.groundhog.ctl.report;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/** The file of {@code --report}: it listens to a replay, and is written when that is over. */
public final class ReportFile {
  private static final Pattern PLAIN = Pattern.compile("[\\w@%+=:,./*-]+");

  private final Path file;
  private final Collector collector;

  /**
   * @param filter what is to be shown
   * @param zone in which times are shown
   * @throws InvalidSettingException if it can not be written there: better said before than after
   *     an hour of reading
   */
  public ReportFile(Path file, Filter filter, ZoneId zone) {
    this.file = file;
    this.collector = new Collector(filter, zone);
    Path folder = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file) || folder == null || !Files.isWritable(folder)) {
      throw new InvalidSettingException(
          "--report",
          "a file in a folder that can be written to",
          "\"" + file + '"',
          "Nothing was replayed.");
    }
  }

  /** To be told what is replayed. */
  public Listener listener() {
    return collector;
  }

  /**
   * Writes it; a file that is there is replaced.
   *
   * @param command that this was made by
   * @param source of what people said
   * @param rules that it was judged by; null: those that were in force
   */
  public void write(String command, Source source, @Nullable Path rules) {
    try {
      Speech speech =
          rules == null
              ? Speech.read(source)
              : Speech.read(source, rules.toString(), Files.readString(rules));
      Page.write(collector.report(command, speech), file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " was not written: " + e.getMessage(), e);
    }
  }

  /** The command as it could be typed again. */
  public static String typed(CommandLine line) {
    CommandLine root = line;
    while (root.getParent() != null) root = root.getParent();
    List<String> arguments = root.getParseResult().originalArgs();
    return arguments.stream()
        .map(word -> PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" ", root.getCommandName() + " ", ""));
  }
}
