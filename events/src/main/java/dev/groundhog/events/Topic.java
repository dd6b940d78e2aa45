package dev.groundhog.events;

import java.util.Map;
import java.util.Set;

/**
 * The topics, what their keys are, and the settings without which Groundhog would be wrong.
 *
 * <p>All have {@code message.timestamp.type=LogAppendTime}: the broker's clock, monotonic on each
 * partition, is the only one that hosts cannot distort. Topics of one partition have one because
 * their reader must see one order.
 */
public enum Topic {
  /** Facts from hosts and ticks. Key: host, so that a host's facts keep their order. */
  UNIT_EVENTS("groundhog.unit-events.v1", 12, delete(30)),
  /** Every revision of every incident, in order. Key: incident id. */
  ALERTS("groundhog.alerts.v1", 1, delete(180)),
  /** The newest revision of each incident. Key: incident id. */
  INCIDENTS("groundhog.incidents.v1", 1, compact(180)),
  /** What people said. Key: id of the thing. */
  CONTROL("groundhog.control.v1", 1, delete(180)),
  /** What people see, written by the sink. Key: incident id. */
  DELIVERIES("groundhog.deliveries.v1", 1, compact(180)),
  /** What could not be processed, with the reason in its headers. Key: the original's. */
  DEAD_LETTERS("groundhog.dead-letters.v1", 1, delete(30));

  /**
   * Settings that a program refuses to run without: a wrong one loses data or order. The others
   * (how long records are kept) are the operator's to change.
   */
  public static final Set<String> VITAL = Set.of("message.timestamp.type", "cleanup.policy");

  private final String topicName;
  private final int partitions;

  @SuppressWarnings("ImmutableEnumChecker") // always a Map.of
  private final Map<String, String> config;

  Topic(String topicName, int partitions, Map<String, String> config) {
    this.topicName = topicName;
    this.partitions = partitions;
    this.config = config;
  }

  /** The topic's name on the broker. */
  public String topicName() {
    return topicName;
  }

  /** How many partitions it is created with, unless a setting says otherwise. */
  public int partitions() {
    return partitions;
  }

  /** Whether another number of partitions than {@link #partitions} would be wrong. */
  public boolean needsOneOrder() {
    return partitions == 1;
  }

  /** The settings it is created with. */
  public Map<String, String> config() {
    return config;
  }

  /** Segments of one day, so that deletion is not delayed by a week on a quiet topic. */
  private static Map<String, String> delete(int days) {
    return Map.of(
        "message.timestamp.type", "LogAppendTime",
        "cleanup.policy", "delete",
        "retention.ms", Long.toString(days * 86_400_000L),
        "segment.ms", "86400000");
  }

  /**
   * The newest of each key, if it is not older than that: who starts reads all of it, so it must
   * not grow for ever. What still goes on is written again and again.
   */
  private static Map<String, String> compact(int days) {
    return Map.of(
        "message.timestamp.type", "LogAppendTime",
        "cleanup.policy", "compact,delete",
        "retention.ms", Long.toString(days * 86_400_000L),
        "segment.ms", "86400000",
        "min.cleanable.dirty.ratio", "0.1");
  }
}
