package dev.groundhog.ctl.log;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.settings.InvalidSettingException;
import java.util.regex.Pattern;

/**
 * What topics are called: as the live ones, or, for those that an import made, with a prefix and a
 * dot before.
 *
 * @param prefix empty: the live topics
 */
public record TopicNames(String prefix) {
  /** Of the live pipeline's topics. */
  public static final TopicNames LIVE = new TopicNames("");

  /** Kafka takes 249 characters for all of a name. No underscore: it would collide with the dot. */
  private static final Pattern PREFIX = Pattern.compile("[a-zA-Z0-9-]{1,100}");

  /**
   * @param otherwise what happens if it is no prefix, a sentence
   */
  public static TopicNames of(String prefix, String otherwise) {
    if (PREFIX.matcher(prefix).matches()) return new TopicNames(prefix);
    throw new InvalidSettingException(
        "--prefix", "at most 100 letters, digits and hyphens", '"' + prefix + '"', otherwise);
  }

  public String of(Topic topic) {
    return of(topic.topicName());
  }

  /** The topic with the header of the archive that was imported. */
  public String header() {
    return of("groundhog.archive");
  }

  public boolean isLive() {
    return prefix.isEmpty();
  }

  private String of(String name) {
    return isLive() ? name : prefix + '.' + name;
  }
}
