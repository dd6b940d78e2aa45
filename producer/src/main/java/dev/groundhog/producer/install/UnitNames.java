package dev.groundhog.producer.install;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Unit names as people type them: {@code chat} is {@code chat.service}. */
public final class UnitNames {
  /** systemd's own rule for unit names, services only. Source: systemd.unit(5). */
  private static final Pattern SERVICE = Pattern.compile("[A-Za-z0-9:_.\\\\@-]{1,247}\\.service");

  private static final Pattern OTHER_TYPE =
      Pattern.compile(".+\\.(timer|socket|target|path|mount|automount|swap|slice|scope|device)");

  private UnitNames() {}

  /**
   * Full names.
   *
   * @throws ParameterException if one is no service's, in words for a person
   */
  public static List<String> of(CommandSpec spec, List<String> typed) {
    List<String> names = new ArrayList<>();
    for (String unit : typed) {
      String wrong = mistake(unit);
      if (!wrong.isEmpty()) {
        throw new ParameterException(
            spec.commandLine(), "UNIT: " + wrong + " Nothing was changed.");
      }
      names.add(full(unit));
    }
    return names;
  }

  static String full(String typed) {
    return typed.endsWith(".service") ? typed : typed + ".service";
  }

  /** What is wrong with it, a sentence; empty if nothing is. */
  static String mistake(String typed) {
    if (OTHER_TYPE.matcher(typed).matches()) {
      int dot = typed.lastIndexOf('.');
      return "expected a service, found the %s %s; only services can carry the hook. The service that it starts is most likely %s.service."
          .formatted(typed.substring(dot + 1), typed, typed.substring(0, dot));
    }
    boolean valid = SERVICE.matcher(full(typed)).matches() && !typed.startsWith(".");
    return valid ? "" : "expected the name of a service, found \"" + typed + "\".";
  }
}
