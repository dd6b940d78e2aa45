package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import dev.groundhog.slack.reconcile.Decision.Because;
import dev.groundhog.slack.reconcile.Decision.Nothing;
import dev.groundhog.slack.reconcile.Decision.Say;
import dev.groundhog.slack.reconcile.Decision.WaitUntil;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one incident, the next step from what people see towards what they should see.
 *
 * <p>It knows no queue: revisions that came and went while Slack was away are never looked at, so
 * coalescing and restart need no code of their own. Applied again and again it ends in {@link
 * Nothing}, with one message per incident where messages can be edited.
 */
public final class Reconciler {
  private final Mode mode;
  private final Pace pace;

  public Reconciler(Mode mode, Pace pace) {
    this.mode = mode;
    this.pace = pace;
  }

  /**
   * @param newest what people should see
   * @param hash of the message that shows it
   * @param seen what they do see
   */
  public Decision decide(Alert newest, String hash, Delivery seen, Instant now) {
    Optional<Intent> open = openCall(seen);
    int attempt = open.map(intent -> intent.attempt() + 1).orElse(1);
    if (open.isPresent()) {
      Instant settled = open.get().expiresAt().plus(pace.doubt(open.get().attempt()));
      if (now.isBefore(settled)) return new WaitUntil(settled, Because.OUTCOME_UNKNOWN);
    }
    if (newest.revision() < seen.revision()) return new Nothing(Because.OUTDATED);
    boolean news = newest.newsRevision() > seen.newsRevision();
    if (seen.revision() == 0) return first(newest, seen, news, attempt, now);
    if (!mode.edits() || seen.ts() == null) {
      return news
          ? new Say(Action.POST, attempt, because(attempt, Because.NEWS))
          : new Nothing(upToDateOr(hash, seen));
    }
    // The doubtful reply first: an edit would take the place of its intent, and with it all memory
    // of how often the reply was tried.
    boolean inDoubt = open.isPresent() && news;
    if (!hash.equals(seen.hash()) && !inDoubt) return edit(seen, news, now);
    return news
        ? new Say(Action.REPLY, attempt, because(attempt, Because.NEWS))
        : new Nothing(Because.UP_TO_DATE);
  }

  /** A call whose repetition people would notice; an edit can simply be done again. */
  private static Optional<Intent> openCall(Delivery seen) {
    return seen.intents().stream().filter(intent -> intent.action() != Action.EDIT).findFirst();
  }

  private Decision first(Alert newest, Delivery seen, boolean news, int attempt, Instant now) {
    boolean gone = seen.newsRevision() > 0;
    // A larger incident tells of it, or did so until both were over.
    if (newest.partOf() != null || newest.newsRevision() == 0) return new Nothing(Because.PART_OF);
    // Whoever deletes the message of something that is over does not want another.
    if (gone && newest.state().isOver() && !news) return new Nothing(Because.MESSAGE_GONE);
    Instant tooOld = newest.lastCrashAt().plus(pace.tellWithin());
    if (newest.state() == AlertState.CLOSED && !now.isBefore(tooOld)) {
      return new Nothing(Because.TOO_OLD);
    }
    Because why = gone ? Because.MESSAGE_GONE : Because.NEVER_TOLD;
    return new Say(Action.POST, attempt, because(attempt, why));
  }

  private Decision edit(Delivery seen, boolean news, Instant now) {
    if (news) return new Say(Action.EDIT, 1, Because.NEWS);
    Instant due = at(seen).plus(pace.editEvery());
    return now.isBefore(due)
        ? new WaitUntil(due, Because.NUMBERS)
        : new Say(Action.EDIT, 1, Because.NUMBERS);
  }

  private static Because upToDateOr(@Nullable String hash, Delivery seen) {
    return seen.hash() != null && seen.hash().equals(hash)
        ? Because.UP_TO_DATE
        : Because.CANNOT_EDIT;
  }

  private static Because because(int attempt, Because first) {
    return attempt > 1 ? Because.OUTCOME_UNKNOWN : first;
  }

  private static Instant at(Delivery seen) {
    return seen.at() == null ? Instant.EPOCH : seen.at();
  }
}
