package dev.groundhog.ctl.console;

import dev.groundhog.ctl.console.Wish.BadWishException;
import dev.groundhog.ctl.control.ControlLog;
import dev.groundhog.ctl.control.NotDoneException;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.runtime.settings.Settings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what somebody wants to the control topic, and returns when the broker has it: 15 s at most
 * with a broker that is away. The page hears of it from the topic, as everybody does.
 */
final class Actions {
  private static final Logger log = LoggerFactory.getLogger(Actions.class);

  /** Each waits for a broker with a thread of its own. */
  private static final int AT_ONCE = 4;

  private final Board board;
  private final ControlLog control;
  private final Clock clock;
  private final Semaphore free = new Semaphore(AT_ONCE);

  Actions(Settings settings, Board board, Clock clock) {
    this.board = board;
    this.control = new ControlLog(settings);
    this.clock = clock;
  }

  ControlEvent acknowledge(Wish wish) {
    Instant now = now();
    String wanted = wish.incident();
    if (wanted == null) throw new BadWishException("incident: expected its id");
    return write(wish.acknowledgement(board.detail(wanted, now).alert().incident(), now));
  }

  ControlEvent silence(Wish wish) {
    return write(wish.silence("s-" + UUID.randomUUID().toString().substring(0, 8), now()));
  }

  ControlEvent end(Wish wish) {
    Instant now = now();
    ControlEvent found =
        board.silences(now).stream()
            .filter(event -> event.id().equals(wish.silence()))
            .findFirst()
            .orElseThrow(() -> new BadWishException("silence: none of that id holds"));
    return write(wish.end(found, now));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private ControlEvent write(ControlEvent event) {
    if (!free.tryAcquire()) throw new BadWishException("Others are writing; try again.");
    try {
      control.write(event);
      log.info("{} {} written", event.type(), event.id());
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new BadWishException("The console is being stopped.");
    } catch (NotDoneException e) {
      log.warn("not written: {}", e.getMessage());
      throw e;
    } finally {
      free.release();
    }
  }
}
