package dev.groundhog.producer.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code groundhog install} has put on a host.
 *
 * @param every whether every service is hooked that is not left out
 * @param byName units with a drop-in of their own
 * @param leftOut how many masks
 * @param missingHooks programs that drop-ins call and that are not there
 */
public record Installed(boolean every, Set<String> byName, int leftOut, Set<String> missingHooks) {
  private static final Pattern HOOK = Pattern.compile("ExecStopPost=-\\+\"?([^\\s\"]+)");

  public static Installed on(Path root) throws IOException {
    Map<String, Content> present = new UnitFolder(root).present();
    Set<String> byName = new TreeSet<>();
    Set<String> missing = new TreeSet<>();
    present.forEach(
        (unit, content) -> {
          if (content.mask()) return;
          if (!unit.equals(Plan.EVERY_SERVICE)) byName.add(unit);
          Matcher hook = HOOK.matcher(content.text());
          if (hook.find() && !Files.isExecutable(root.resolve(hook.group(1).substring(1)))) {
            missing.add(hook.group(1));
          }
        });
    int leftOut = (int) present.values().stream().filter(Content::mask).count();
    return new Installed(present.containsKey(Plan.EVERY_SERVICE), byName, leftOut, missing);
  }
}
