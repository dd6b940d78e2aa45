package dev.groundhog.engine.cause;

import java.util.List;
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

  /**
   * {@code uncaught, exiting: the fault}: what stands before the colon is about the end, not the
   * fault.
   */
  static final Pattern LEAD_IN =
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
          || line.isStep()
          || line.level() == Level.QUIET
          || text.endsWith("==ABORTING")
          || text.startsWith("Container overflow: ")
          || text.endsWith("(core dumped)")
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
    String fields = Said.ofLine(text);
    String plain = fields == null ? text : fields;
    var lead = LEAD_IN.matcher(plain);
    String said = lead.matches() ? named(plain, lead.group(1)) : plain;
    // klog's
    if (said.length() > 2 && said.indexOf('"', 1) == said.length() - 1 && said.charAt(0) == '"')
      said = said.substring(1, said.length() - 1);
    boolean called =
        line.level() == Level.FATAL && !Tone.isConsequence(said) && !END.matcher(said).find();
    Rank told = called ? Rank.CALLED : Rank.STATED;
    Rank rank = words(said) >= TELLING_WORDS ? told : Rank.COMPLAINT;
    return new Fault("a complaint", rank, line.at(), "", said);
  }

  /** {@code ledger stopped: the fault} is what others write as {@code ledger: the fault}. */
  static String named(String lead, String fault) {
    var program = PROGRAM_ENDED.matcher(lead);
    return program.lookingAt() ? program.group(1) + ": " + fault : fault;
  }

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

  private static boolean ofCode(String type) {
    return type.endsWith("NoMethodError")
        || type.endsWith("NameError")
        || type.endsWith("AttributeError")
        || type.endsWith("ImportError")
        || type.endsWith("ModuleNotFoundError")
        || type.endsWith("TypeError");
  }

  /** Cheap, because each line is asked: the first word, or all, is the name of a type. */
  private static boolean mayBeBare(String text) {
    int end = 0;
    while (end < text.length() && " :[".indexOf(text.charAt(end)) < 0) end++;
    if (end < text.length() - 1 && text.charAt(end) == ':' && text.charAt(end + 1) == ':')
      return true;
    return Types.mayBeThrown(text, end) || text.startsWith("Uncaught ");
  }

  private static boolean bare(Line line, String text, Consumer<Fault> found) {
    char c = text.charAt(0);
    if (!Character.isLetter(c)) return false;
    var matcher = BARE.matcher(text);
    if (!mayBeBare(text) || !matcher.matches()) {
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
        new Fault(
            "an exception without a stack",
            rank,
            line.at(),
            matcher.group(1),
            message,
            List.of(),
            ofCode(matcher.group(1))));
    return true;
  }

  /** 3 called fatal, 2 called an error, 1 sounds like one; 0 is none. */
  private static int weight(Line line, String text) {
    Level level = line.level();
    if (level == Level.QUIET || level == Level.WARN) return 0;
    if (level == null && !Tone.soundsBad(text)) return 0;
    boolean consequence = Tone.isConsequence(text);
    if (level == Level.FATAL) return consequence ? 1 : 3;
    if (consequence) return 0;
    return level == Level.ERROR ? 2 : 1;
  }

  /** The last thing that was said, the manager's words apart. */
  static @Nullable Line last(List<Line> lines) {
    Line last = null;
    for (Line line : lines) {
      String text = line.trimmed();
      if (!text.isEmpty() && !"systemd".equals(line.ident()) && !Tone.isConsequence(text))
        last = line;
    }
    return last;
  }
}
