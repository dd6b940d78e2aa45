package dev.groundhog.slack.digest;

import dev.groundhog.slack.reconcile.Blindness;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** That nothing is seen, and that something is again, in words. Pure. */
final class BlindStory {
  private BlindStory() {}

  static Story tell(Blindness blind) {
    return new Story(
        blind.isOver() ? Tone.RECOVERED : Tone.BLIND,
        headline(blind),
        List.of(facts(blind)),
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        new Story.HostsLeft(0, 0),
        "Groundhog about itself",
        "");
  }

  private static String headline(Blindness blind) {
    return switch (blind.kind()) {
      case TICKS -> blind.isOver() ? "Alerting sees again" : "Alerting is blind";
      case HOSTS -> blind.isOver() ? "Hosts are heard again" : "No host is heard any more";
    };
  }

  private static List<Span> facts(Blindness blind) {
    List<Span> line = new ArrayList<>();
    if (blind.isOver()) {
      String lasted = Words.duration(Duration.between(blind.since(), blind.at()));
      line.add(Span.plain("It lasted " + lasted + ", from "));
      line.add(Span.dayTime(blind.since()));
      String meanwhile =
          switch (blind.kind()) {
            case TICKS -> ". What crashed meanwhile was recorded, and is told now.";
            case HOSTS -> ". What they spooled meanwhile is told as it comes.";
          };
      line.add(Span.plain(meanwhile));
      return line;
    }
    switch (blind.kind()) {
      case TICKS -> {
        line.add(Span.plain("Since "));
        line.add(Span.dayTime(blind.since()));
        line.add(
            Span.plain(
                " the streams-app has not ticked: it does not run, or hangs. Crashes are"
                    + " recorded, but nobody is told of them until it goes on."));
      }
      case HOSTS -> {
        line.add(Span.plain("No event of any host has come since "));
        line.add(Span.dayTime(blind.since()));
        line.add(
            Span.plain(
                ": the hosts cannot reach Kafka, or their agents do not run. What they spool"
                    + " comes later."));
      }
    }
    return line;
  }

  static List<Span> news(Blindness blind) {
    List<Span> line = new ArrayList<>();
    Story story = tell(blind);
    line.add(Span.plain(story.tone().emoji + " "));
    line.add(Span.bold(story.headline()));
    line.add(Span.plain(". "));
    line.addAll(story.facts().get(0));
    return line;
  }
}
