package dev.groundhog.ctl.control;

import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who says it, and in what words. */
final class Speech {
  /** Longer is a document, and would not be read where it is shown. */
  private static final int MAX_TEXT = 1000;

  @Option(names = "--author", paramLabel = "NAME", description = "Who says so; default: your user.")
  private @Nullable String author;

  /**
   * The beginning of an event.
   *
   * @param option that the text came from
   * @param text null: none is needed
   */
  ControlEventBuilder event(ControlType type, String option, @Nullable String text, Instant at) {
    return ControlEventBuilder.builder().type(type).at(at).by(by()).text(checked(option, text));
  }

  private String by() {
    String by = author == null ? System.getProperty("user.name", "") : author;
    if (by.isBlank()) throw wrong("--author", "a name", "nothing");
    if (by.length() > MAX_TEXT) throw tooLong("--author", by);
    return by.strip();
  }

  private static @Nullable String checked(String option, @Nullable String text) {
    if (text == null) return null;
    if (text.isBlank()) throw wrong(option, "some words", "nothing");
    if (text.length() > MAX_TEXT) throw tooLong(option, text);
    return text.strip();
  }

  private static InvalidSettingException tooLong(String option, String text) {
    return wrong(option, "at most " + MAX_TEXT + " characters", text.length() + " of them");
  }

  private static InvalidSettingException wrong(String option, String expected, String found) {
    return new InvalidSettingException(option, expected, found, "Nothing was written.");
  }
}
