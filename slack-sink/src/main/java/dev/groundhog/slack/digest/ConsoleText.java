package dev.groundhog.slack.digest;

import dev.groundhog.events.Delivery;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Subject;
import java.util.ArrayList;
import java.util.List;

/**
 * The same stories for a terminal, for people who have not connected Slack. Log text cannot steer
 * the terminal: it is {@link Clean} like everywhere.
 */
public final class ConsoleText {
  private static final String BAR = "┃";
  private static final int WIDTH = 100;

  private final boolean colours;

  /**
   * @param colours whether the reader's terminal understands ANSI
   */
  public ConsoleText(boolean colours) {
    this.colours = colours;
  }

  /** The whole message, as it would stand in Slack; lines end with a line feed. */
  public String message(Subject subject) {
    Story story = Storyteller.tell(subject, Extent.FULL);
    List<String> lines = new ArrayList<>();
    lines.add(paint(story.tone().ansi, "● " + story.tone().word) + "  " + bold(story.headline()));
    story.facts().forEach(fact -> lines.addAll(wrap(fact)));
    for (Story.Look look : story.causes()) {
      lines.add("");
      if (!look.title().isEmpty()) {
        lines.add(paint(story.tone().ansi, look.title()) + dim("  " + look.counts()));
      }
      if (look.host() != null && look.at() != null) {
        lines.add(dim("the last lines on " + look.host() + ", " + Words.time(look.at())));
      }
      if (!look.log().isEmpty()) {
        Looks.block(look).lines().forEach(line -> lines.add(dim("│ ") + line));
      }
    }
    if (!story.causesLeft().isEmpty()) lines.add(dim("… " + story.causesLeft()));
    lines.add("");
    story.suspects().forEach(suspect -> lines.addAll(wrap(suspect)));
    story.members().forEach(member -> lines.addAll(wrap(member)));
    List<Span> hosts = BlockKit.hosts(story);
    if (!hosts.isEmpty()) lines.addAll(wrap(hosts));
    lines.add(dim(story.footer()));
    if (!story.replay().isEmpty()) lines.add(dim(story.replay()));
    if (story.page() != null) lines.add(dim(story.page().toASCIIString()));
    return bar(story.tone(), lines);
  }

  /** One line with what an edit changed; nothing where a {@link #reply} says it in a moment. */
  public String edit(Subject subject, Delivery told) {
    if (subject.newsRevision() > told.newsRevision()) return "";
    Story story = Storyteller.tell(subject, Extent.COMPACT);
    String figures =
        subject.isClosed()
            ? " · closed"
            : " · %s · last at %s"
                .formatted(Words.crashes(subject.crashes()), Words.time(subject.lastCrashAt()));
    return paint(story.tone().ansi, "↻ ") + story.headline() + dim(figures) + "\n";
  }

  /** One line with what is new. Unlike in a thread it has to say what of. */
  public String reply(Subject subject, Delivery told) {
    List<Span> line = News.line(subject, told);
    Tone tone = Storyteller.tell(subject, Extent.COMPACT).tone();
    String what = "";
    if (tone.isCrashing() && subject instanceof Incident incident) {
      what = bold(Storyteller.subject(incident.alert(), Extent.COMPACT)) + ": ";
    }
    return paint(tone.ansi, "↳ ") + what + render(line.subList(1, line.size())) + "\n";
  }

  private String bar(Tone tone, List<String> lines) {
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      text.append(paint(tone.ansi, BAR))
          .append(line.isEmpty() ? "" : " ")
          .append(line)
          .append('\n');
    }
    return text.toString();
  }

  /** Breaks where there is a space, so that a terminal need not break the bar. */
  private List<String> wrap(List<Span> line) {
    List<String> lines = new ArrayList<>();
    StringBuilder current = new StringBuilder();
    StringBuilder word = new StringBuilder();
    int width = 0;
    int wordWidth = 0;
    for (Span span : line) {
      for (String piece : span.text().split("(?<= )", -1)) {
        word.append(paint(span, piece));
        wordWidth += piece.length();
        if (!piece.endsWith(" ")) continue;
        if (width + wordWidth > WIDTH + 1 && width > 0) {
          lines.add(current.toString().stripTrailing());
          current.setLength(0);
          width = 0;
        }
        current.append(word);
        width += wordWidth;
        word.setLength(0);
        wordWidth = 0;
      }
    }
    if (width + wordWidth > WIDTH && width > 0) {
      lines.add(current.toString().stripTrailing());
      current.setLength(0);
    }
    lines.add(current.append(word).toString());
    return lines;
  }

  private String render(List<Span> line) {
    StringBuilder text = new StringBuilder();
    line.forEach(span -> text.append(paint(span, span.text())));
    return text.toString();
  }

  private String paint(Span span, String text) {
    return switch (span.kind()) {
      case BOLD -> bold(text);
      case CODE, PLAIN, DAY_TIME, TIME -> text;
    };
  }

  private String bold(String text) {
    return paint(1, text);
  }

  private String dim(String text) {
    return paint(2, text);
  }

  private String paint(int code, String text) {
    return colours && !text.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
  }
}
