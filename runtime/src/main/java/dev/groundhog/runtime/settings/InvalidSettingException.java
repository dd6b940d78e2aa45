package dev.groundhog.runtime.settings;

/**
 * A setting that the user can put right. The message is shown as it is, without a stack trace, so
 * it says which setting, what was expected, what was found, and what happens now.
 */
public final class InvalidSettingException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param found never the value of a secret: then what is wrong with it, in words
   * @param consequence what the program does now, a full sentence
   */
  public InvalidSettingException(String name, String expected, String found, String consequence) {
    super("%s: expected %s, found %s. %s".formatted(name, expected, found, consequence));
  }
}
