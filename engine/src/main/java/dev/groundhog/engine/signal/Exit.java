package dev.groundhog.engine.signal;

import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import java.util.Locale;

/** How a run died, in few words: {@code exit-code 3}, {@code signal SEGV}, {@code oom-kill}. */
public final class Exit {
  private Exit() {}

  /**
   * @param event of type stopped
   */
  public static String of(UnitEvent event) {
    ServiceResult result = event.result();
    String word =
        result == null ? "exit" : result.name().toLowerCase(Locale.ROOT).replace('_', '-');
    String status = event.exitStatus();
    if (status == null || status.isBlank() || status.length() > 20) return word;
    return word + ' ' + status.replaceAll("[^\\w+-]", "?");
  }
}
