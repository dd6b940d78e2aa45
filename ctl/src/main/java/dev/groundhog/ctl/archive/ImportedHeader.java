package dev.groundhog.ctl.archive;

import dev.groundhog.ctl.log.TopicNames;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.TopicReader;
import dev.groundhog.runtime.settings.InvalidSettingException;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The header of an imported archive, on a topic of its own. It is written last, so that an import
 * that was cut off is known by its absence.
 */
public final class ImportedHeader {
  private ImportedHeader() {}

  /**
   * @throws InvalidSettingException if nothing was imported under this name, or not all of it
   */
  public static Header read(Settings settings, TopicNames names, String otherwise) {
    List<byte[]> found = new ArrayList<>();
    TopicReader.forEach(
        settings,
        names.header(),
        record -> {
          if (record.value() != null) found.add(record.value());
        });
    if (found.isEmpty()) {
      throw wrong(names, "no import of that name, or one that did not come to its end", otherwise);
    }
    try {
      Header header = Wire.mapper().readValue(found.get(0), Header.class);
      if (header != null && header.isWhole()) return header;
    } catch (IOException e) {
      // Said below.
    }
    throw wrong(names, "no header in " + names.header(), otherwise);
  }

  private static InvalidSettingException wrong(TopicNames names, String found, String otherwise) {
    return new InvalidSettingException(
        "--prefix",
        "a name under which import wrote",
        '"' + names.prefix() + "\": " + found,
        otherwise);
  }
}
