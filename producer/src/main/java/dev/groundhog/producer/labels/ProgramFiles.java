package dev.groundhog.producer.labels;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The files that a unit's {@code ExecStart=} runs, as {@code systemctl show} prints it: {@code {
 * path=/usr/bin/java ; argv[]=/usr/bin/java -jar /opt/chat.jar ; …}}. Pure.
 *
 * <p>An interpreter seldom changes; what it is given does. So the first few arguments that are
 * absolute paths count too, and the parts of a class path. Arguments are printed without quotes, so
 * a path with a blank in it is not recognised.
 */
final class ProgramFiles {
  private static final int MOST = 8;

  /** Logs, sockets, databases: written to by the program itself. */
  private static final List<String> DATA =
      List.of("/var/", "/run/", "/tmp/", "/proc/", "/dev/", "/sys/");

  private static final String PATH = "{ path=";
  private static final String ARGUMENTS = " ; argv[]=";
  private static final String END = " ; ignore_errors=";

  private ProgramFiles() {}

  /** Absolute paths, the program's own first; whether they are files is not known here. */
  static List<String> in(String execStart) {
    Set<String> files = new LinkedHashSet<>();
    for (String command : execStart.lines().toList()) {
      int arguments = command.indexOf(ARGUMENTS);
      int end = command.indexOf(END);
      if (!command.startsWith(PATH) || arguments < 0 || end < arguments) continue;
      files.add(command.substring(PATH.length(), arguments));
      for (String argument :
          command.substring(arguments + ARGUMENTS.length(), end).split(" ", -1)) {
        for (String part : argument.split(":", -1)) {
          if (mayBeProgram(part) && files.size() < MOST) files.add(part);
        }
      }
    }
    return new ArrayList<>(files);
  }

  private static boolean mayBeProgram(String argument) {
    return argument.startsWith("/") && DATA.stream().noneMatch(argument::startsWith);
  }
}
