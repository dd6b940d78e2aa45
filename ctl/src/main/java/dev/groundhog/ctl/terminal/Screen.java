package dev.groundhog.ctl.terminal;

import picocli.CommandLine.Model.CommandSpec;

/**
 * What is being written to.
 *
 * @param colours whether it shows them: a terminal does, unless {@code NO_COLOR} is set
 * @param width characters on a line; {@link #NO_WIDTH} for a file or a pipe, which cuts nothing
 */
public record Screen(boolean colours, int width) {
  /** Wide enough for anything. */
  public static final int NO_WIDTH = Integer.MAX_VALUE;

  /** A file, a pipe, a program. */
  public static final Screen NONE = new Screen(false, NO_WIDTH);

  /** What this command writes to. */
  @SuppressWarnings("SystemConsoleNull") // what comes back is asked whether it is a terminal
  public static Screen of(CommandSpec command) {
    boolean terminal = System.console() != null && isTerminal();
    boolean colours = command.commandLine().getColorScheme().ansi().enabled();
    return new Screen(colours, terminal ? width(command) : NO_WIDTH);
  }

  /** From Java 22 on there is a console even where there is no terminal. */
  private static boolean isTerminal() {
    try {
      Object is = java.io.Console.class.getMethod("isTerminal").invoke(System.console());
      return Boolean.TRUE.equals(is);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }

  private static int width(CommandSpec command) {
    return command.usageMessage().autoWidth(true).width();
  }

  /** The text in a colour, if there are colours; it must hold nothing that a terminal obeys. */
  public String paint(Colour colour, String text) {
    return colours && !text.isEmpty() ? colour.begin() + text + Colour.END : text;
  }
}
