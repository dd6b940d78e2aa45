package dev.groundhog.ctl.archive;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * An archive to read from, as from a broker. It is read once to its end before anything is done
 * with it, and each reading looks at every seal again; memory stays constant.
 *
 * <p>It has the unit events from {@link Header#begin} to {@link Header#to} and no others: who asks
 * for more gets what there is.
 */
public final class ArchiveFile implements Source {
  private final Path file;
  private final Header header;
  private final String otherwise;

  private ArchiveFile(Path file, Header header, String otherwise) {
    this.file = file;
    this.header = header;
    this.otherwise = otherwise;
  }

  /**
   * @param otherwise what happens if it is refused, a sentence
   * @throws InvalidSettingException naming the line that is not as it was written
   */
  public static ArchiveFile open(Path file, String otherwise) {
    return new ArchiveFile(file, read(file, otherwise, record -> true), otherwise);
  }

  public Header header() {
    return header;
  }

  @Override
  public int partitions() {
    return header.partitions();
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    read(
        file,
        otherwise,
        record -> {
          if (record.topic() != Topic.UNIT_EVENTS || record.appended().isBefore(from)) return true;
          if (record.appended().isAfter(to)) return false;
          reader.accept(record);
          return true;
        });
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {
    section(Topic.ALERTS, reader);
  }

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    section(Topic.CONTROL, reader);
  }

  /** What stands behind a section is not even decompressed. */
  private void section(Topic topic, Consumer<LogRecord> reader) {
    int place = ArchiveWriter.ORDER.indexOf(topic);
    read(
        file,
        otherwise,
        record -> {
          if (record.topic() == topic) reader.accept(record);
          return ArchiveWriter.ORDER.indexOf(record.topic()) <= place;
        });
  }

  private static Header read(Path file, String otherwise, Predicate<LogRecord> reader) {
    try (LineReader lines = new LineReader(Zstd.read(Files.newInputStream(file)))) {
      Walk walk = new Walk(lines);
      Header header = walk.header();
      walk.records(header, reader);
      return header;
    } catch (DamagedException e) {
      throw wrong(file + ", " + e.getMessage(), otherwise);
    } catch (NoSuchFileException e) {
      throw wrong(file + ": there is no such file", otherwise);
    } catch (IOException e) {
      throw wrong(file + ": cannot be read (" + e.getMessage() + ")", otherwise);
    }
  }

  private static InvalidSettingException wrong(String found, String otherwise) {
    return new InvalidSettingException("FILE", "a file that export wrote", found, otherwise);
  }
}
