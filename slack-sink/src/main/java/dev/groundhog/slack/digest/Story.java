package dev.groundhog.slack.digest;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incident as sentences, cut to its {@link Extent}, before it takes the form of Slack or of a
 * terminal. All text in it is {@link Clean}.
 *
 * @param headline what is the matter, in one line
 * @param facts how often, since when, how it dies; and how it ended
 * @param causes what the crashes look like
 * @param causesLeft the causes not listed, in words; empty if there are none
 * @param suspects what crashing hosts have in common
 * @param members the services of a larger incident, one line each; empty for a unit's own
 * @param hosts where, worst first
 * @param hostsLeft the hosts not listed and their crashes
 * @param footer labels and the incident's short id
 * @param replay the command that plays it again; empty where there is none
 * @param page where a browser shows it; null: nowhere
 */
record Story(
    Tone tone,
    String headline,
    List<List<Span>> facts,
    List<Look> causes,
    String causesLeft,
    List<List<Span>> suspects,
    List<List<Span>> members,
    List<HostLine> hosts,
    HostsLeft hostsLeft,
    String footer,
    String replay,
    @Nullable URI page) {

  /** Without a page. */
  Story(
      Tone tone,
      String headline,
      List<List<Span>> facts,
      List<Look> causes,
      String causesLeft,
      List<List<Span>> suspects,
      List<List<Span>> members,
      List<HostLine> hosts,
      HostsLeft hostsLeft,
      String footer,
      String replay) {
    this(
        tone,
        headline,
        facts,
        causes,
        causesLeft,
        suspects,
        members,
        hosts,
        hostsLeft,
        footer,
        replay,
        null);
  }

  /** The same with other facts. */
  Story with(List<List<Span>> otherFacts) {
    return changed(otherFacts, page);
  }

  /** The same, shown there. */
  Story on(@Nullable URI otherPage) {
    return changed(facts, otherPage);
  }

  private Story changed(List<List<Span>> otherFacts, @Nullable URI otherPage) {
    return new Story(
        tone,
        headline,
        otherFacts,
        causes,
        causesLeft,
        suspects,
        members,
        hosts,
        hostsLeft,
        footer,
        replay,
        otherPage);
  }

  /**
   * What crashes look like.
   *
   * @param title empty: the lines speak for themselves
   * @param log the lines that matter, empty when there is no sample or no room
   */
  record Look(
      String title,
      String counts,
      @Nullable String host,
      @Nullable Instant at,
      int before,
      List<String> log,
      int after) {}

  /**
   * @param state in words, empty where it is what the headline says anyway
   */
  record HostLine(String host, long crashes, String state) {}

  /** Listed and left out make the whole: hosts and crashes add up to the incident's. */
  record HostsLeft(int hosts, long crashes) {
    boolean isEmpty() {
      return hosts == 0 && crashes == 0;
    }

    String words() {
      return hosts == 0 ? Words.crashes(crashes) : more() + " with " + Words.crashes(crashes);
    }

    private String more() {
      return Words.number(hosts) + " more " + (hosts == 1 ? "host" : "hosts");
    }
  }
}
