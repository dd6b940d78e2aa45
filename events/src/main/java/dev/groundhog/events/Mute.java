package dev.groundhog.events;

/**
 * When a channel wants to hear of nothing, until something else is said of it.
 *
 * @param channel as the rules or the sink's settings call it
 * @param times {@code Mon-Fri 18:00-08:00 Europe/Berlin; Sat-Sun 00:00-24:00}; without a zone UTC,
 *     blank: it hears of everything
 */
public record Mute(String channel, String times) {
  /** A hundred windows; a week has no more that mean anything. */
  private static final int MAX_TIMES = 4000;

  public Mute {
    Check.name("mute.channel", channel);
    Check.present("mute.times", times);
    if (times.length() > MAX_TIMES || !MuteTimes.isWeek(times)) {
      throw Check.malformed(
          "mute.times", "times such as Mon-Fri 18:00-08:00 Europe/Berlin", "something else");
    }
  }
}
