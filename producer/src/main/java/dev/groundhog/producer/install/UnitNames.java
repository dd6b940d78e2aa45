package dev.groundhog.producer.install;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Unit names as people type them. */
final class UnitNames {
  private UnitNames() {}

  static List<String> of(CommandSpec spec, List<String> typed) {
    List<String> names = new ArrayList<>();
    for (String unit : typed) {
      String name = DropIn.unitName(unit);
      if (name == null) {
        throw new ParameterException(
            spec.commandLine(),
            "UNIT: expected the name of a service, found \"" + unit + "\". Nothing was changed.");
      }
      names.add(name);
    }
    return names;
  }
}
