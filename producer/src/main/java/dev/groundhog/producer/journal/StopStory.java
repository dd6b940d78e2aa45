package dev.groundhog.producer.journal;

import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the service manager's own entries about one run say of its end. Pure.
 *
 * <p>The manager logs "Stopping …" before it stops a run that somebody asked to stop, and never
 * before a crash; that is how exit status 143 after {@code systemctl stop} is told from a crash.
 * The manager's entries arrive in the order it wrote them, so once anything is there that follows
 * the end, a missing "Stopping …" means that nobody asked. Unless it may not be logged: where
 * {@code LogLevelMax=} hides what is only informative, "Stopping …" is as hidden as "Started …".
 *
 * @param planned true, false, or null when the entries do not say (yet)
 * @param complete whether the run's last entry is there, so that reading again adds nothing
 * @param restarts how many automatic restarts came before this run, if the manager said so
 */
public record StopStory(@Nullable Boolean planned, boolean complete, OptionalInt restarts) {
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,8}");

  public static StopStory of(List<JournalEntry> managerEntries) {
    boolean stopping = false;
    boolean exited = false;
    boolean over = false;
    boolean informs = false;
    OptionalInt restarts = OptionalInt.empty();
    for (JournalEntry entry : managerEntries) {
      ManagerWord word = ManagerWord.of(entry);
      informs |= word.isInformative();
      switch (word) {
        case STOPPING -> stopping = true;
        case EXITED -> exited = true;
        case FAILED, SUCCEEDED, SKIPPED, GAVE_UP -> over = true;
        case RESTART_SCHEDULED -> {
          over = true;
          restarts = before(entry.field("N_RESTARTS"));
        }
        case STARTING, STARTED, STOPPED, OTHER -> {}
      }
    }
    Boolean planned =
        stopping ? Boolean.TRUE : ((exited || over) && informs) ? Boolean.FALSE : null;
    return new StopStory(planned, over, restarts);
  }

  /** The manager counts the restart that follows this run; those before it are one less. */
  private static OptionalInt before(@Nullable String scheduled) {
    if (scheduled == null || !COUNT.matcher(scheduled).matches()) return OptionalInt.empty();
    return OptionalInt.of(Integer.parseInt(scheduled) - 1);
  }
}
