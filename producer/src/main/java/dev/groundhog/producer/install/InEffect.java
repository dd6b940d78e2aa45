package dev.groundhog.producer.install;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether systemd will call the hook in a unit that has the drop-in. Pure. */
public final class InEffect {
  /** What {@code systemctl show} is asked for. */
  public static final List<String> PROPERTIES =
      List.of("Id", "LoadState", "ExecStopPost", "RootDirectory", "RootImage", "DropInPaths");

  private InEffect() {}

  /**
   * @param calledNever systemd will not call it, or will find nothing to call; else a person should
   *     know, but it may be as intended
   * @param says what is the matter
   * @param mend what to do
   */
  public record Warning(boolean calledNever, String says, String mend) {}

  /**
   * What a person should know; empty if all is well.
   *
   * @param shown {@link #PROPERTIES} of the unit
   * @param wiper the drop-in that takes ours back, if one was found
   */
  public static Optional<Warning> of(
      String unit, Map<String, String> shown, @Nullable String wiper) {
    String load = shown.getOrDefault("LoadState", "");
    if (load.equals("not-found")) {
      return warning(
          false,
          unit + ": systemd knows no such unit",
          "right if it comes later; else: groundhog uninstall " + unit);
    }
    if (load.equals("masked")) {
      return warning(false, unit + " is masked and never starts", "systemctl unmask " + unit);
    }
    if (!shown.getOrDefault("ExecStopPost", "").contains("groundhog-hook")) {
      return warning(
          true,
          unit + ": the hook is not in effect; " + culprit(wiper),
          wiper == null
              ? "systemctl cat " + unit + " | grep -n ExecStopPost, then systemctl daemon-reload"
              : "give that file a name before 50-groundhog.conf, such as 40-"
                  + nameOf(wiper).replaceFirst("^[0-9]+-", "")
                  + ", then systemctl daemon-reload");
    }
    String image = first(shown, "RootDirectory", "RootImage");
    if (!image.isEmpty()) {
      return warning(
          false,
          unit + " runs in " + image + ", and systemd looks for the hook in there",
          "copy groundhog-hook to the same path in there, and mount the spool:"
              + " BindPaths=/var/spool/groundhog");
    }
    return Optional.empty();
  }

  private static String culprit(@Nullable String wiper) {
    return wiper == null ? "ExecStopPost= does not have it" : wiper + " empties ExecStopPost=";
  }

  private static String first(Map<String, String> shown, String... names) {
    for (String name : names) {
      String value = shown.getOrDefault(name, "");
      if (!value.isEmpty() && !value.equals("/")) return name + "=" + value;
    }
    return "";
  }

  private static String nameOf(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static Optional<Warning> warning(boolean calledNever, String says, String mend) {
    return Optional.of(new Warning(calledNever, says, mend));
  }
}
