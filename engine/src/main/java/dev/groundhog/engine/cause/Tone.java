package dev.groundhog.engine.cause;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Whether words that no logger gave a level sound like a complaint, or like an end. */
final class Tone {
  private static final Set<String> WORDS =
      Words.of(
          """
          fatal panic error errors exception failed failure fail fails cannot unable refused
          denied invalid missing abort aborted aborting unreachable corrupt corrupted timeout
          unexpected unknown unsupported exhausted exceeded unrecognized crashed killed dead lost critical
          emerg couldn't can't illegal expired revoked rejected forbidden unauthorized undefined
          wrong mismatch violation overflow underflow corruption must required insufficient
          conflict disconnected broken duplicate incompatible
          """);

  /** What the C library says, and what programs say like it. */
  private static final Phrases PHRASES =
      new Phrases(
          List.of(
              "no such ",
              "No such ",
              "already in use",
              "not found",
              "timed out",
              "too many",
              "Too many",
              "too large",
              "not permitted",
              "not supported",
              "does not ",
              "is not ",
              "are not ",
              "did not ",
              "out of ",
              "Out of ",
              "has no ",
              "have no ",
              "reset by peer",
              "roken pipe",
              "not a ",
              "BUG",
              "No space",
              "no space",
              "not set",
              "not allowed",
              "not be ",
              "no route",
              "No route",
              "giving up",
              "gave up",
              "no answer",
              "quota",
              "No answer",
              "not defined",
              "not configured",
              "newer than",
              "older than",
              "refusing",
              "expected "));

  /** With these words even a line about the end says why. */
  private static final Phrases REASONS =
      new Phrases(
          List.of(
              "already in use",
              "ermission denied",
              "o such file",
              "onnection refused",
              "not be found"));

  /** They follow from the end of the run; they do not say why. */
  private static final Phrases CONSEQUENCES =
      new Phrases(
          List.of(
              "main process exited",
              "control process exited",
              "failed with result",
              "scheduled restart job",
              "restart counter",
              "shutting down",
              "shut down",
              "exiting",
              "exit code",
              "exit status ",
              "stopped",
              "stopping",
              "cpu time",
              "start request repeated",
              "triggering onfailure",
              "unit entered failed state",
              "deactivated",
              "draining",
              "goodbye",
              "good bye",
              "npm err",
              "command failed with exit",
              "failed to start",
              "terminating",
              "sigterm",
              "received signal",
              "cleaning up"));

  /** By first letter and length: most words are none of these. */
  private static final boolean[][] MAY_BE = new boolean[32][13];

  static {
    for (String word : WORDS) MAY_BE[word.charAt(0) & 31][word.length()] = true;
  }

  private Tone() {}

  /** Whether it tells of the end, not of why. */
  static boolean isConsequence(String text) {
    if (!CONSEQUENCES.anyIn(text.toLowerCase(Locale.ROOT))) return false;
    if (saysWhyFirst(text)) return false;
    return !REASONS.anyIn(text) && !Complaints.LEAD_IN.matcher(text).matches();
  }

  /** {@code ledger failed, exiting}: why it ended, and then that it does. */
  private static boolean saysWhyFirst(String text) {
    for (String end : ENDS) {
      int at = text.indexOf(end);
      if (at < 8) continue;
      int mark = text.startsWith("now ", at - 4) ? at - 5 : at - 1;
      if (text.charAt(mark) == ' ' && ",;-".indexOf(text.charAt(mark - 1)) >= 0)
        return soundsBad(text.substring(0, mark - 1));
    }
    return false;
  }

  private static final List<String> ENDS =
      List.of("exiting", "shutting down", "stopping", "terminating", "aborting");

  /** Whether somebody complains. */
  static boolean soundsBad(String text) {
    if (PHRASES.anyIn(text)) return true;
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter =
          i < text.length() && (Character.isLetter(text.charAt(i)) || text.charAt(i) == '\'');
      if (letter && from < 0) from = i;
      if (letter || from < 0) continue;
      int length = i - from;
      if (length >= 4
          && length <= 12
          && MAY_BE[text.charAt(from) & 31][length]
          && WORDS.contains(lower(text, from, i))) return true;
      from = -1;
    }
    return false;
  }

  private static String lower(String text, int from, int to) {
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }
}
