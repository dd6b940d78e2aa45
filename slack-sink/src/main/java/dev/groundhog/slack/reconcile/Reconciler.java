package dev.groundhog.slack.reconcile;

import dev.groundhog.events.Delivery;
import dev.groundhog.events.Delivery.Action;
import dev.groundhog.events.Delivery.Intent;
import dev.groundhog.slack.reconcile.Decision.Because;
import dev.groundhog.slack.reconcile.Decision.Forgo;
import dev.groundhog.slack.reconcile.Decision.LookUp;
import dev.groundhog.slack.reconcile.Decision.Nothing;
import dev.groundhog.slack.reconcile.Decision.Say;
import dev.groundhog.slack.reconcile.Decision.WaitUntil;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides, for one subject, the next step from what people see towards what they should see.
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
   * Whether nothing is left to say, however this version would put it: what is closed stays as it
   * was told. Else each start of another version, or with another setting, would edit all that ever
   * was.
   */
  public boolean isSettled(Subject newest, Delivery seen, Instant now) {
    if (!newest.isClosed() || !seen.intents().isEmpty()) return false;
    if (seen.revision() == 0) return newest.isPart() || isTooOld(newest, now);
    return newest.revision() <= seen.revision() && newest.newsRevision() <= seen.newsRevision();
  }

  private boolean isTooOld(Subject closed, Instant now) {
    return !now.isBefore(closed.tellUntil(pace.tellWithin()));
  }

  /**
   * @param newest what people should see
   * @param hash of the message that shows it
   * @param seen what they do see
   * @param hold what people have said of it
   */
  public Decision decide(Subject newest, String hash, Delivery seen, Said.Hold hold, Instant now) {
    Optional<Intent> open = openCall(seen);
    Optional<Intent> openEdit = open(seen, Action.EDIT);
    Optional<Decision> first =
        open.flatMap(intent -> settle(intent, now))
            .or(() -> openEdit.flatMap(e -> settled(e, now)));
    if (first.isPresent()) return first.get();
    if (newest.revision() < seen.revision()) return new Nothing(Because.OUTDATED);
    boolean news = newest.newsRevision() > seen.newsRevision();
    if (news && newest.isReminder() && hold.acknowledged()) return new Forgo(Because.ACKNOWLEDGED);
    if (hold.until() != null) return held(newest, hash, seen, open, openEdit, hold.until(), now);
    if (seen.revision() == 0) return first(newest, seen, news, open, now);
    if (!mode.edits() || seen.ts() == null) {
      // A storm's message tells how its members end; what becomes worse gets one of its own.
      if (seen.storm() != null && newest.isOver()) return new Nothing(Because.IN_STORM);
      return news ? say(Action.POST, open, Because.NEWS) : new Nothing(upToDateOr(hash, seen));
    }
    // The doubtful reply first: an edit would take the place of its intent, and with it all memory
    // of how often the reply was tried.
    boolean inDoubt = open.isPresent() && news;
    if (openEdit.isPresent()) return new Say(Action.EDIT, Because.OUTCOME_UNKNOWN);
    if (!hash.equals(seen.hash()) && !inDoubt) return edit(seen, news, now);
    return news ? say(Action.REPLY, open, Because.NEWS) : new Nothing(Because.UP_TO_DATE);
  }

  /** A call whose repetition people would notice. */
  private static Optional<Intent> openCall(Delivery seen) {
    return open(seen, Action.POST).or(() -> open(seen, Action.REPLY));
  }

  private static Optional<Intent> open(Delivery seen, Action action) {
    return seen.intents().stream().filter(intent -> intent.action() == action).findFirst();
  }

  /** An edit can be done again, but not before the first must be over: it could come after it. */
  private Optional<Decision> settled(Intent openEdit, Instant now) {
    Instant over = openEdit.expiresAt().plus(pace.callWithin());
    return now.isBefore(over) ? Optional.of(waitUntil(over)) : Optional.empty();
  }

  /** What must be known before anything else is said; empty: as much as ever will be is known. */
  private Optional<Decision> settle(Intent open, Instant now) {
    if (isBlind(open)) {
      if (open.denied()) return Optional.empty();
      Instant settled = open.expiresAt().plus(pace.doubt(open.attempt()));
      return now.isBefore(settled) ? Optional.of(waitUntil(settled)) : Optional.empty();
    }
    if (isAbsent(open)) return Optional.empty();
    Instant over =
        open.endedAt() == null ? open.expiresAt().plus(pace.callWithin()) : open.endedAt();
    Instant due = over.plus(Pace.HISTORY_LAG).plus(Pace.BETWEEN_LOOKS.multipliedBy(open.looks()));
    return Optional.of(
        now.isBefore(due) ? waitUntil(due) : new LookUp(open, Because.OUTCOME_UNKNOWN));
  }

  private boolean isBlind(Intent open) {
    return !mode.looks() || open.channel() == null || open.looks() == Intent.BLIND;
  }

  /** Looked for in vain, as often as it takes to believe it. */
  private boolean isAbsent(Intent open) {
    return mode.looks() && open.looks() >= (open.denied() ? Pace.LOOKS_IF_DENIED : Pace.LOOKS);
  }

  private static Decision waitUntil(Instant settled) {
    return new WaitUntil(settled, Because.OUTCOME_UNKNOWN);
  }

  private Decision first(
      Subject newest, Delivery seen, boolean news, Optional<Intent> open, Instant now) {
    boolean gone = seen.newsRevision() > 0;
    if (newest.isPart()) return new Nothing(Because.PART_OF);
    // Whoever deletes the message of something that is over does not want another.
    if (gone && newest.isOver() && !news) return new Nothing(Because.MESSAGE_GONE);
    if (newest.isClosed() && isTooOld(newest, now)) return new Nothing(Because.TOO_OLD);
    if (!gone) return say(Action.POST, open, Because.NEVER_TOLD);
    Instant together = pace.together(at(seen));
    return now.isBefore(together)
        ? new WaitUntil(together, Because.MESSAGE_GONE)
        : say(Action.POST, open, Because.MESSAGE_GONE);
  }

  /** People are not notified; what stands there stays true. What ends meanwhile is not told. */
  private Decision held(
      Subject newest,
      String hash,
      Delivery seen,
      Optional<Intent> open,
      Optional<Intent> openEdit,
      Instant until,
      Instant now) {
    boolean news = newest.newsRevision() > seen.newsRevision();
    if (seen.revision() == 0 && newest.isPart()) return new Nothing(Because.PART_OF);
    if (news && newest.isOver()) return new Forgo(Because.SILENCED);
    boolean stands = mode.edits() && seen.ts() != null;
    if (stands && openEdit.isPresent()) return new Say(Action.EDIT, Because.OUTCOME_UNKNOWN);
    // As below: an edit would take the place of a doubtful reply's intent.
    boolean inDoubt = open.isPresent() && news;
    if (stands && !hash.equals(seen.hash()) && !inDoubt) return edit(seen, false, now);
    return news ? new WaitUntil(until, Because.SILENCED) : new Nothing(Because.UP_TO_DATE);
  }

  private Decision edit(Delivery seen, boolean news, Instant now) {
    if (news) return new Say(Action.EDIT, Because.NEWS);
    Instant due = at(seen).plus(pace.editEvery());
    return now.isBefore(due)
        ? new WaitUntil(due, Because.NUMBERS)
        : new Say(Action.EDIT, Because.NUMBERS);
  }

  private static Because upToDateOr(@Nullable String hash, Delivery seen) {
    return seen.hash() != null && seen.hash().equals(hash)
        ? Because.UP_TO_DATE
        : Because.CANNOT_EDIT;
  }

  /** What was looked for and is not there was never said; else nobody knows. */
  private Decision say(Action action, Optional<Intent> open, Because because) {
    if (open.isEmpty()) return new Say(action, because);
    boolean absent = isAbsent(open.get()) || (isBlind(open.get()) && open.get().denied());
    return new Say(action, open.get().attempt() + 1, !absent, Because.OUTCOME_UNKNOWN);
  }

  private static Instant at(Delivery seen) {
    return seen.at() == null ? Instant.EPOCH : seen.at();
  }
}
