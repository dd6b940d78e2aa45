package dev.groundhog.engine.cause;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A printed exception with its causes: what Java, .NET and Node write, each with other words for
 * "caused by". The root names the fault, because the same root reaches the top by many ways, and
 * because it is what a tail that has lost its head still has.
 */
final class Chain {
  /** One exception of a chain. */
  static final class Link {
    final int at;
    final String type;
    final String message;
    final boolean isRootCandidate;
    final List<Frame> frames = new ArrayList<>();

    /** {@code isRootCandidate}: not a suppressed one. */
    Link(int at, String type, String message, boolean isRootCandidate) {
      this.at = at;
      this.type = type;
      this.message = message;
      this.isRootCandidate = isRootCandidate;
    }
  }

  /** What programs begin with in Java and .NET. */
  private static final Set<String> START = Set.of("main", "Main", "<Main>", "<Main>$");

  final Rank rank;
  final List<Link> links = new ArrayList<>();

  /** The root stands first: log4j and logback can write it so. */
  boolean rootFirst;

  /** "Exception in thread" stood before it. */
  boolean threadNamed;

  Chain(Rank rank) {
    this.rank = rank;
  }

  Link root() {
    Link root = links.get(0);
    if (rootFirst) return root;
    for (Link link : links) {
      if (link.isRootCandidate) root = link;
    }
    return root;
  }

  /**
   * The root's frames; if a framework threw it, those of the nearest exception with code of its
   * own.
   */
  List<Frame> frames() {
    Link root = root();
    if (hasOwn(root)) return root.frames;
    int step = rootFirst ? 1 : -1;
    for (int i = links.indexOf(root) + step; i >= 0 && i < links.size(); i += step) {
      Link outer = links.get(i);
      if (outer.isRootCandidate && hasOwn(outer)) return isStart(outer) ? List.of() : outer.frames;
    }
    return root.frames;
  }

  /**
   * All that fails at the start goes through {@code main}: it says nothing, and is cut off first.
   */
  private static boolean isStart(Link link) {
    return link.frames.stream()
        .filter(Frame::own)
        .allMatch(
            frame -> START.contains(frame.name().substring(frame.name().lastIndexOf('.') + 1)));
  }

  /** The innermost exception with code of its own, else the root: loggers of Node drop causes. */
  Link rootWithCode() {
    for (int i = links.size() - 1; i >= 0; i--) {
      if (hasOwn(links.get(i))) return links.get(i);
    }
    return root();
  }

  private static boolean hasOwn(Link link) {
    return link.frames.stream().anyMatch(Frame::own);
  }

  /** What a logged trace weighs, by the line that introduces it. */
  static Rank weigh(Line head, @Nullable Line before) {
    Line loud = head.level() == null && before != null ? before : head;
    if (loud.level() != Level.FATAL && speaksOfShutdown(loud.text())) return Rank.CONSEQUENCE;
    boolean own = head.level() != null || before == null || Tone.soundsBad(loud.text());
    if (own && (loud.level() == Level.WARN || loud.level() == Level.QUIET)) return Rank.WARNED;
    return loud.level() == Level.FATAL ? Rank.UNCAUGHT : Rank.LOGGED;
  }

  static boolean speaksOfShutdown(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return lower.contains("shutdown hook")
        || lower.contains("during shutdown")
        || lower.contains("on shutdown")
        || lower.contains("while shutting down")
        || lower.contains("shutdownhook")
        || lower.contains("while stopping")
        || lower.contains("while closing")
        || lower.contains("failed to close")
        || lower.contains("failed to stop")
        || lower.contains("atexit")
        || lower.contains("cleanup")
        || lower.contains("destroy");
  }
}
