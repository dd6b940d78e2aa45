package dev.groundhog.engine.cause;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A fault with what is hashed of it. */
final class Judged {
  private static final String VERSION = "v1:";
  private static final int MAX_TITLE = 200;

  /** Deeper frames differ with the way the fault was reached. */
  private static final int FRAMES = 2;

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
                : masked(fault);
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

  private static Mask.Masked masked(Fault fault) {
    // An assertion's words are an expression of the source.
    if (fault.type().equals("Assertion failed")) {
      return new Mask.Masked(fault.message(), List.of());
    }
    return Mask.of(fault.message(), fault.literal());
  }

  /** What a parser says depends on what it was given; where it was called is the fault. */
  private static boolean isOfInput(Fault fault) {
    if (fault.frames().stream().noneMatch(Frame::own)) return false;
    String type = fault.type();
    if (type.startsWith("SyntaxError")) return fault.message().contains("JSON");
    if (type.equals("ValueError"))
      return fault.message().startsWith("invalid literal for")
          || fault.message().startsWith("could not convert")
          || fault.message().startsWith("time data ")
          || fault.message().startsWith("Invalid isoformat");
    return OF_INPUT.stream().anyMatch(type::contains);
  }

  /** Parts of the names of what parsers throw. */
  private static final List<String> OF_INPUT =
      List.of(
          "Json",
          "JSON",
          "Yaml",
          "YAML",
          "Toml",
          "TOML",
          "SAXParse",
          "NumberFormat",
          "DateTimeParse",
          "jackson.databind",
          "jackson.core",
          "UnicodeDecode",
          "UnicodeEncode",
          "MalformedInput",
          "MalformedURL",
          "URISyntax");

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
      // Loggers of Python write types with and without their module.
      boolean python = fault.kind().startsWith("Python");
      content.append(python ? Types.simple(fault.type()) : fault.type());
      content.append('\n').append(words());
    }
    for (String frame : frames) content.append("\nat ").append(frame);
    return content.toString();
  }

  private String words() {
    String words = Alike.of(message.text());
    if (fault.kind().equals(NodeReader.KIND)) words = NodeProperties.alike(words);
    boolean placed = frames.stream().anyMatch(frame -> !Tokens.isSource(frame));
    return placed && !fault.literal() && !fault.type().isEmpty() ? Gist.of(words) : words;
  }

  CauseKey key() {
    return new CauseKey(VERSION + hash(hashed()), title(), fault.rank().isDecisive());
  }

  private String title() {
    boolean asItIs = fault.rank() == Rank.ENDING || fault.type().equals("Assertion failed");
    String masked =
        isOfInput(fault) ? Mask.of(fault.message(), fault.literal()).text() : message.text();
    String said = asItIs ? fault.message() : masked;
    String words = new Fault("", Rank.ENDING, 0, fault.type(), said).words();
    if (fault.rank() == Rank.ENDING && fault.type().equals("ended"))
      words = "ended with " + message.text() + ", and no line says why";
    if (fault.rank() == Rank.HEADLESS || fault.words().isEmpty()) words = headless();
    if (words.isBlank()) words = fault.kind();
    return shorten(words.strip());
  }

  private String headless() {
    if (fault.frames().isEmpty()) return fault.words();
    String functions = String.join(", from ", frames.stream().limit(FRAMES).toList());
    return fault.kind() + ": " + Mask.of(functions).text();
  }

  Fault fault() {
    return fault;
  }

  /** The functions that are hashed. */
  List<String> frames() {
    return frames;
  }

  Mask.Masked message() {
    return message;
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
