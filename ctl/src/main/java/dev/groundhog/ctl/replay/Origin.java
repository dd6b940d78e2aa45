package dev.groundhog.ctl.replay;

import dev.groundhog.ctl.archive.ArchiveFile;
import dev.groundhog.ctl.archive.Header;
import dev.groundhog.ctl.archive.ImportedHeader;
import dev.groundhog.ctl.log.KafkaSource;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.log.TopicNames;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where records are read from: mixed into commands that can do without the live topics. */
public final class Origin {
  private static final String OTHERWISE = "Nothing was replayed.";

  @Parameters(
      paramLabel = "FILE",
      arity = "0..1",
      description = "What export wrote, instead of the live topics.")
  private @Nullable Path file;

  @Option(
      names = "--prefix",
      paramLabel = "NAME",
      description = "What import wrote, instead of the live topics.")
  private @Nullable String prefix;

  /**
   * A place to read from.
   *
   * @param range that it was made for; null: the live topics have none
   */
  public record Opened(Source source, @Nullable TimeRange range) {}

  /**
   * Opens it, and looks through all of a file.
   *
   * @param settings are asked for only if a broker is
   * @throws InvalidSettingException if it is damaged, or not complete
   */
  public Opened open(Supplier<Settings> settings) {
    if (file != null && prefix != null) {
      throw new InvalidSettingException("--prefix", "no FILE beside it", "both", OTHERWISE);
    }
    if (file != null) {
      ArchiveFile archive = ArchiveFile.open(file, OTHERWISE);
      return new Opened(archive, range(archive.header()));
    }
    if (prefix == null) return new Opened(new KafkaSource(settings.get()), null);
    TopicNames names = TopicNames.of(prefix, OTHERWISE);
    Settings known = settings.get();
    Header header = ImportedHeader.read(known, names, OTHERWISE);
    return new Opened(new KafkaSource(known, names), range(header));
  }

  private static TimeRange range(Header header) {
    return new TimeRange(header.from(), header.to());
  }
}
