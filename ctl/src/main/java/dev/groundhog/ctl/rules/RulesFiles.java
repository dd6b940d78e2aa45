package dev.groundhog.ctl.rules;

import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Rules files that are named on a command line. */
public final class RulesFiles {
  private RulesFiles() {}

  /** As the other, for a file that {@code --rules} names. */
  public static Rules read(Path file, String otherwise) {
    return read("--rules", file, otherwise);
  }

  /**
   * @param name of the option or parameter that names the file
   * @param otherwise what happens if it cannot be used, a sentence
   * @throws InvalidSettingException naming the file and what is wrong with it
   */
  static Rules read(String name, Path file, String otherwise) {
    try {
      return RulesFile.parse(Files.readString(file));
    } catch (InvalidRulesException e) {
      throw wrong(name, file + ": " + e.getMessage(), otherwise);
    } catch (IOException e) {
      throw wrong(name, unreadable(file, e), otherwise);
    }
  }

  static String unreadable(Path file, IOException e) {
    if (e instanceof NoSuchFileException) return file + ": there is no such file";
    if (e instanceof CharacterCodingException) return file + ": not UTF-8 text";
    return file + ": cannot be read (" + e.getClass().getSimpleName() + ")";
  }

  private static InvalidSettingException wrong(String name, String found, String otherwise) {
    return new InvalidSettingException(name, "a rules file", found, otherwise);
  }
}
