package dev.groundhog.producer.agent;

import dev.groundhog.producer.keeper.KeeperSettings;
import dev.groundhog.producer.keeper.SpoolKeeper;
import dev.groundhog.producer.keeper.Tended;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpoolInUseException;
import dev.groundhog.runtime.settings.Settings;
import java.io.IOException;
import java.io.PrintWriter;

/**
 * {@code groundhog tend}: what the agent does for the spool and the mode word, once. {@code
 * groundhog-spool.timer} runs it each minute where no agent does.
 */
public final class TendOnce {
  /** Each sheds 500 files; a spool that is still too full is for the next minute. */
  private static final int MOST_ROUNDS = 200;

  private TendOnce() {}

  /**
   * Returns when the spool is within its bounds; on a frozen disk, after the thaw, having told the
   * hooks to write to memory.
   */
  public static void run(Settings settings, PrintWriter out)
      throws IOException, InterruptedException {
    KeeperSettings keeping = KeeperSettings.of(settings);
    try (Spool spool = SpoolKeeper.open(keeping)) {
      HostClock clock = HostClock.ofThisHost();
      SpoolKeeper keeper = new SpoolKeeper(spool, keeping);
      Tended tended = keeper.tend(clock.now());
      for (int i = 1; i < MOST_ROUNDS && !tended.shed().isEmpty(); i++) {
        tended = keeper.tend(clock.now());
      }
      out.printf(
          "%s: %d files, %d bytes; hooks read %s (%s)%n",
          keeping.spool(), tended.files(), tended.bytes(), tended.mode().word(), tended.reason());
    } catch (SpoolInUseException e) {
      out.printf("%s: an agent looks after it; nothing to do%n", keeping.spool());
    }
  }
}
