package dev.groundhog.slack.sink;

import dev.groundhog.slack.reconcile.Decision;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Subject;
import java.util.Comparator;

/** What might be said, or looked for, next of one subject. */
record Candidate(Entry entry, Subject subject, Decision decision) {
  /**
   * First what nobody knows of, then news, then numbers; what may have arrived already comes last;
   * among equals the oldest.
   */
  static final Comparator<Candidate> URGENCY =
      Comparator.<Candidate>comparingInt(c -> c.isAgain() ? 1 : 0)
          .thenComparingInt(
              c ->
                  switch (c.decision().because()) {
                    case NEVER_TOLD, MESSAGE_GONE -> 0;
                    case NEWS, OUTCOME_UNKNOWN -> 1;
                    default -> 2;
                  })
          .thenComparing(c -> c.subject().at());

  private boolean isAgain() {
    return decision instanceof Decision.Say say && say.repeated();
  }

  /** An incident of which nothing stands anywhere. A storm's member has its line there. */
  boolean isUnknown() {
    if (!(decision instanceof Decision.Say say) || !(subject instanceof Incident)) return false;
    return switch (say.because()) {
      case NEVER_TOLD -> true;
      case MESSAGE_GONE -> entry.seen().storm() == null;
      default -> false;
    };
  }
}
