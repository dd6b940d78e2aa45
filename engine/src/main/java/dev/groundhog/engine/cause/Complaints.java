package dev.groundhog.engine.cause;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Without a fault: an exception named in passing, else the loudest last complaint. */
final class Complaints implements Reader {
  /** An exception or error that stands alone, its stack cut off or never printed. */
  private static final Pattern BARE =
      Pattern.compile(
          "(?:Uncaught |Exception: |[Ee]rror:"
              + " )?((?:[\\w$]+(?:\\.|::))*(?:[A-Z]\\w*)?(?:Error|Exception|Failure|Interrupt|Exit|Throwable))(?:"
              + " \\[\\w+\\])?(?:: (.*)|:)?");

  private static final Set<String> WORDS =
      Set.of(
          "fatal",
          "panic",
          "error",
          "errors",
          "exception",
          "failed",
          "failure",
          "fail",
          "fails",
          "cannot",
          "unable",
          "refused",
          "denied",
          "invalid",
          "missing",
          "abort",
          "aborted",
          "aborting",
          "unreachable",
          "corrupt",
          "corrupted",
          "timeout",
          "unexpected",
          "unknown",
          "unsupported",
          "exhausted",
          "exceeded",
          "crashed",
          "killed",
          "dead",
          "lost",
          "critical",
          "emerg",
          "couldn't",
          "can't",
          "illegal",
          "expired",
          "revoked",
          "rejected",
          "forbidden",
          "unauthorized",
          "undefined",
          "wrong",
          "mismatch",
          "violation",
          "overflow",
          "underflow",
          "corruption",
          "must",
          "required",
          "insufficient",
          "conflict",
          "disconnected",
          "broken",
          "duplicate",
          "incompatible");

  /** What the C library says, and what programs say like it. */
  private static final List<String> PHRASES =
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
          "expected ");

  /** They follow from the end of the run; they do not say why. */
  private static final List<String> CONSEQUENCES =
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
          "cleaning up");

  private static boolean isConsequence(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    for (String phrase : CONSEQUENCES) {
      if (lower.contains(phrase)) return !LEAD_IN.matcher(text).matches();
    }
    return false;
  }

  /**
   * {@code uncaught, exiting: the fault}: what stands before the colon is about the end, not the
   * fault.
   */
  private static final Pattern LEAD_IN =
      Pattern.compile(
          "(?i)[^:]{0,60}?\\b(?:uncaught|unhandled|exiting|stopped|giving up|aborting|fatal"
              + " error|bailing out|terminating|terminated|going down|dying|crashed|failed to"
              + " start|cannot start|could not start|startup failed)\\b[^:]{0,40}: (.+)");

  private static final Pattern EMBEDDED =
      Pattern.compile(
          "(?<![\\w.:/])((?:\\w{1,60}\\.){0,12}(?:[A-Z]\\w{0,60})?(?:Error|Exception))(?:"
              + " \\[\\w+\\])?: (.*)");

  /** So many words say something that another program would not say by chance. */
  private static final int TELLING_WORDS = 3;

  @Override
  public void read(List<Line> lines, Consumer<Fault> found) {
    Line best = null;
    int heaviest = 0;
    for (Line line : lines) {
      String text = line.trimmed();
      if (text.isEmpty()
          || line.level() == Level.QUIET
          || text.endsWith("==ABORTING")
          || "systemd".equals(line.ident())) continue;
      if (bare(line, text, found)) continue;
      int weight = weight(line, text);
      if (weight == 0 || weight < heaviest) continue;
      best = line;
      heaviest = weight;
    }
    if (best != null) found.accept(complaint(best));
  }

  private static Fault complaint(Line line) {
    String text = line.trimmed();
    var lead = LEAD_IN.matcher(text);
    String said = withoutPairs(lead.matches() ? named(text, lead.group(1)) : text);
    Rank rank = words(said) >= TELLING_WORDS ? Rank.STATED : Rank.COMPLAINT;
    return new Fault("a complaint", rank, line.at(), "", said);
  }

  /** {@code ledger stopped error="the fault" component=main}: the fault alone. */
  private static String withoutPairs(String text) {
    var error = ERROR_PAIR.matcher(text);
    if (!error.find()) return text;
    String fault = error.group(1) == null ? error.group(2) : error.group(1);
    String lead = text.substring(0, error.start());
    return isOnlyAnEnd(lead) ? named(lead, fault) : lead + ": " + fault;
  }

  /** {@code ledger stopped: the fault} is what others write as {@code ledger: the fault}. */
  static String named(String lead, String fault) {
    var program = PROGRAM_ENDED.matcher(lead);
    return program.lookingAt() ? program.group(1) + ": " + fault : fault;
  }

  private static final Pattern ERROR_PAIR =
      Pattern.compile(" (?:error|err)=(?:\"([^\"]{1,400})\"|(\\S{1,400}))");
  private static final Pattern PROGRAM_ENDED =
      Pattern.compile(
          "([a-z][\\w.-]{1,40}) (?:stopped|failed|exiting|terminated|crashed|died|failed to"
              + " start)\\b");

  /** {@code server stopped}: says that it ended and nothing of why. */
  static boolean isOnlyAnEnd(String message) {
    return words(message) <= 4 && END.matcher(message).find();
  }

  private static final Pattern END =
      Pattern.compile(
          "(?i)\\b(?:uncaught|unhandled|stopped|exiting|fatal|crashed|terminated|terminating|died|giving"
              + " up|failed to start|startup failed|aborting|server error)\\b");

  private static int words(String text) {
    int words = 0;
    boolean in = false;
    for (int i = 0; i < text.length(); i++) {
      boolean blank = text.charAt(i) == ' ';
      if (!blank && !in) words++;
      in = !blank;
    }
    return words;
  }

  private static boolean bare(Line line, String text, Consumer<Fault> found) {
    char c = text.charAt(0);
    if (!Character.isLetter(c)) return false;
    var matcher = BARE.matcher(text);
    if (!matcher.matches()) {
      if (line.level() == Level.WARN || (!text.contains("rror: ") && !text.contains("xception: ")))
        return false;
      matcher = EMBEDDED.matcher(text);
      if (!matcher.find()) return false;
    }
    String message = matcher.group(2) == null ? "" : matcher.group(2);
    if (matcher.group(1).indexOf('.') < 0
        && message.isEmpty()
        && !Types.looksThrown(matcher.group(1))) return false;
    Rank rank = line.level() == Level.WARN ? Rank.COMPLAINT : Rank.BARE;
    found.accept(
        new Fault("an exception without a stack", rank, line.at(), matcher.group(1), message));
    return true;
  }

  /** 3 called fatal, 2 called an error, 1 sounds like one; 0 is none. */
  private static int weight(Line line, String text) {
    Level level = line.level();
    if (level == Level.QUIET || level == Level.WARN) return 0;
    if (level == null && !soundsBad(text)) return 0;
    boolean consequence = isConsequence(text);
    if (level == Level.FATAL) return consequence ? 1 : 3;
    if (consequence) return 0;
    return level == Level.ERROR ? 2 : 1;
  }

  static boolean soundsBad(String text) {
    for (String phrase : PHRASES) {
      if (text.contains(phrase)) return true;
    }
    int from = -1;
    for (int i = 0; i <= text.length(); i++) {
      boolean letter =
          i < text.length() && (Character.isLetter(text.charAt(i)) || text.charAt(i) == '\'');
      if (letter && from < 0) from = i;
      if (letter || from < 0) continue;
      if (i - from >= 4 && i - from <= 12 && WORDS.contains(lower(text, from, i))) return true;
      from = -1;
    }
    return false;
  }

  private static String lower(String text, int from, int to) {
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }

  /** The last thing that was said, the manager's words apart. */
  static @Nullable Line last(List<Line> lines) {
    Line last = null;
    for (Line line : lines) {
      String text = line.trimmed();
      if (!text.isEmpty() && !"systemd".equals(line.ident()) && !isConsequence(text)) last = line;
    }
    return last;
  }
}
