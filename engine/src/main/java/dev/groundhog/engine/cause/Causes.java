package dev.groundhog.engine.cause;

import dev.groundhog.events.Tail;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a crash looks like from its log tail: prefixes off, the weightiest evidence found, its
 * own functions without line numbers, what varies masked, the rest hashed.
 *
 * <p>A pure function of the tail and of how the run ended, so that a replay, a restart, and another
 * host name the same fault alike; linear in the tail. No incident's identity depends on it: a noisy
 * log costs a wrong title, not a second message.
 */
public final class Causes {
  private static final String VERSION = "v1:";
  private static final int MAX_TITLE = 200;

  /** Deeper frames differ with the way the fault was reached. */
  static final int FRAMES = 2;

  private static final List<Reader> READERS =
      List.of(
          new SystemReader(),
          new JavaReader(),
          new JvmReader(),
          new PythonReader(),
          new GoReader(),
          new RustReader(),
          new NodeReader(),
          new DotNetReader(),
          new NativeReader(),
          new ScriptReader(),
          new OtherReader(),
          new Complaints());

  private Causes() {}

  /** What the crash looks like by its tail alone; empty without a single line to go by. */
  public static Optional<CauseKey> of(@Nullable Tail tail) {
    return of(tail, null);
  }

  /**
   * What the crash looks like.
   *
   * @param exit how the run died, {@code exit-code 3} or {@code signal SEGV}; null if unknown. It
   *     stands in where the log names no fault
   * @return empty if there is no line and no word about the exit
   */
  public static Optional<CauseKey> of(@Nullable Tail tail, @Nullable String exit) {
    return Optional.ofNullable(judged(tail, exit)).map(Judged::key);
  }

  /** The same, with its reasons. */
  public static Optional<Explanation> explain(@Nullable Tail tail, @Nullable String exit) {
    Judged judged = judged(tail, exit);
    if (judged == null) return Optional.empty();
    Fault fault = judged.fault;
    List<String> raw = tail == null ? List.of() : tail.lines();
    List<Explanation.Deciding> deciding = new ArrayList<>();
    if (fault.rank() != Rank.ENDING && fault.at() < raw.size()) {
      String line = raw.get(fault.at());
      deciding.add(
          new Explanation.Deciding(
              fault.at() + 1, line.substring(0, Math.min(line.length(), Lines.MAX_LINE))));
    }
    List<String> left =
        fault.frames().stream()
            .map(Frame::name)
            .filter(name -> !judged.frames.contains(name))
            .toList();
    return Optional.of(
        new Explanation(
            judged.key(),
            fault.kind(),
            fault.rank().words(),
            deciding,
            judged.frames,
            left,
            judged.message.swaps().stream()
                .map(swap -> new Explanation.Replaced(swap.was(), swap.with()))
                .toList(),
            judged.hashed()));
  }

  private static @Nullable Judged judged(@Nullable Tail tail, @Nullable String exit) {
    List<Line> lines = tail == null ? List.of() : Lines.read(tail.lines());
    String ending = Ending.of(exit, lines);
    Weighing weighing = new Weighing(Ending.isSudden(ending));
    for (Reader reader : READERS) reader.read(lines, weighing);
    Fault fault = weighing.heaviest();
    if (fault == null || (fault.rank() == Rank.COMPLAINT && Ending.isTelling(ending))) {
      Fault last = lastResort(lines, ending);
      fault = last == null ? fault : last;
    }
    return fault == null ? null : new Judged(fault);
  }

  private static @Nullable Fault lastResort(List<Line> lines, @Nullable String ending) {
    if (ending != null) return Ending.fault(ending);
    Line last = Complaints.last(lines);
    if (last == null && lines.stream().noneMatch(line -> !line.trimmed().isEmpty())) return null;
    if (last == null) last = lines.get(lines.size() - 1);
    return new Fault("the last line", Rank.LAST_LINE, last.at(), "", last.trimmed());
  }

  /** A fault with what is hashed of it. */
  private static final class Judged {
    private final Fault fault;
    private final List<String> frames;
    private final Mask.Masked message;

    Judged(Fault fault) {
      this.fault = fault;
      this.frames = taken(fault);
      this.message =
          isOfInput(fault)
              ? new Mask.Masked("", List.of())
              : fault.rank() == Rank.ENDING
                  ? new Mask.Masked(fault.message(), List.of())
                  : loosened(fault);
    }

    private static boolean isNoCaller(String name) {
      return name.contains("<lambda>")
          || name.contains("<module>")
          || name.contains("<genexpr>")
          || name.contains("<listcomp>")
          || name.contains("<dictcomp>")
          || name.contains("<anonymous>")
          || name.contains("._on")
          || name.endsWith(".func")
          || name.endsWith("main")
          || name.endsWith("Main")
          || name.endsWith("Main>$");
    }

    private static Mask.Masked loosened(Fault fault) {
      // An assertion's words are an expression of the source.
      if (fault.type().equals("Assertion failed")) {
        return new Mask.Masked(fault.message(), List.of());
      }
      Mask.Masked masked = Mask.of(fault.message(), fault.literal());
      if (fault.literal() || fault.frames().stream().noneMatch(Frame::own)) return masked;
      return new Mask.Masked(Mask.loosely(masked.text()), masked.swaps());
    }

    /** What a parser says depends on what it was given; where it was called is the fault. */
    private static boolean isOfInput(Fault fault) {
      if (fault.frames().stream().noneMatch(Frame::own)) return false;
      String type = fault.type();
      if (type.startsWith("SyntaxError")) return fault.message().contains("JSON");
      return type.contains("Json")
          || type.contains("JSON")
          || type.contains("Yaml")
          || type.contains("Toml")
          || type.contains("SAXParse");
    }

    private static List<String> taken(Fault fault) {
      List<String> taken = new ArrayList<>();
      for (Frame frame : fault.frames()) {
        boolean again = !taken.isEmpty() && taken.get(taken.size() - 1).equals(frame.name());
        if (!frame.own() || again) continue;
        // The way into an anonymous function differs (a table, a timer, a thread); all lead from
        // main.
        if (!taken.isEmpty()
            && (fault.framesOnly() || fault.rank() != Rank.HEADLESS)
            && isNoCaller(frame.name())) break;
        taken.add(frame.name());
        if (taken.size() == FRAMES && (fault.framesOnly() || fault.rank() != Rank.HEADLESS)) break;
      }
      // A trace without its head and without code of its own: all that is left of it.
      if (taken.isEmpty() && fault.rank() == Rank.HEADLESS) {
        fault.frames().stream().limit(8).map(Frame::name).forEach(taken::add);
      }
      return List.copyOf(taken);
    }

    String hashed() {
      StringBuilder content = new StringBuilder();
      if (!fault.framesOnly() || frames.isEmpty()) {
        content.append(fault.type()).append('\n').append(message.text());
      }
      for (String frame : frames) content.append("\nat ").append(frame);
      return content.toString();
    }

    CauseKey key() {
      return new CauseKey(VERSION + hash(hashed()), title(), fault.rank().isDecisive());
    }

    private String title() {
      boolean asItIs = fault.rank() == Rank.ENDING || fault.type().equals("Assertion failed");
      String said = asItIs ? fault.message() : Mask.of(fault.message(), fault.literal()).text();
      String words = new Fault("", Rank.ENDING, 0, fault.type(), said).words();
      if (fault.rank() == Rank.ENDING && fault.type().equals("ended"))
        words = "ended with " + message.text() + ", and no line says why";
      if (fault.rank() == Rank.HEADLESS) words = headless();
      if (words.isBlank()) words = fault.kind();
      return shorten(words.strip());
    }

    private String headless() {
      if (fault.frames().isEmpty()) return fault.words();
      String functions = String.join(", from ", frames.stream().limit(FRAMES).toList());
      return fault.kind() + ": " + Mask.of(functions).text();
    }
  }

  private static String shorten(String title) {
    if (title.length() <= MAX_TITLE) return title;
    int end =
        Character.isHighSurrogate(title.charAt(MAX_TITLE - 2)) ? MAX_TITLE - 2 : MAX_TITLE - 1;
    return title.substring(0, end) + "…";
  }

  private static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
