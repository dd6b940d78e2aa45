package dev.groundhog.ctl.incidents;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Silences;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All incidents, as the topics tell of them: alerts (the history of each) and incidents (its newest
 * revision), control events and deliveries. The topics may come in any order, and a record twice;
 * those of control events must come in their order.
 *
 * <p>Memory is bounded: all incidents that stand, the closed ones that were heard of last, some
 * hundred steps of each. A record that is not of the contract is skipped and counted; whoever wrote
 * it was told by others.
 *
 * <p>Not thread-safe.
 */
public final class Incidents {
  private static final int MAX_MARKS = 1000;

  private final int maxClosed;
  private final Map<String, Story> standing = new LinkedHashMap<>();
  private final Map<String, Story> closed;
  private final Map<String, Delivery> deliveries;
  private final Map<String, Acknowledged> acknowledged;
  private final Map<String, ControlEvent> marks = bounded(MAX_MARKS);
  private Silences silences = Silences.NONE;
  private long malformed;

  /**
   * @param maxClosed how many closed incidents are remembered
   */
  public Incidents(int maxClosed) {
    this.maxClosed = maxClosed;
    this.closed = bounded(maxClosed);
    this.deliveries = bounded(10 * maxClosed);
    this.acknowledged = bounded(10 * maxClosed);
  }

  /** Forgets what was put longest ago. */
  private static <T> Map<String, T> bounded(int max) {
    return new LinkedHashMap<>() {
      private static final long serialVersionUID = 1L;

      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > max;
      }
    };
  }

  /**
   * The next record of one of the topics.
   *
   * @return whether anything may look different now
   */
  public boolean take(LogRecord record) {
    if (record.value() == null) return false;
    try {
      return switch (record.topic()) {
        case ALERTS, INCIDENTS -> revision(Wire.ALERT.decode(record.value()), record.topic());
        case CONTROL -> said(Wire.CONTROL.decode(record.value()));
        case DELIVERIES -> told(Wire.DELIVERY.decode(record.value()));
        default -> false;
      };
    } catch (MalformedEventException e) {
      malformed++;
      return false;
    }
  }

  private boolean revision(Alert alert, Topic topic) {
    if (!alert.isIncident()) return false;
    Story story = story(alert);
    if (topic == Topic.ALERTS) story.step(alert);
    else story.newest(alert);
    if (story.alert().state() == AlertState.CLOSED) {
      standing.remove(story.id());
      closed.putIfAbsent(story.id(), story);
    } else {
      closed.remove(story.id());
      standing.put(story.id(), story);
    }
    return true;
  }

  private Story story(Alert alert) {
    Story known = find(alert.incident());
    return known == null ? new Story(alert) : known;
  }

  private @Nullable Story find(String id) {
    Story story = standing.get(id);
    return story == null ? closed.get(id) : story;
  }

  private boolean said(ControlEvent event) {
    silences = silences.with(event);
    if (event.type() == ControlType.ACK && event.incident() != null) {
      acknowledged.put(event.incident(), Acknowledged.of(event));
    }
    marks.remove(event.id());
    if (event.type() == ControlType.MARK) marks.put(event.id(), event);
    return event.type() != ControlType.RULES;
  }

  private boolean told(Delivery delivery) {
    deliveries.remove(delivery.incident());
    deliveries.put(delivery.incident(), delivery);
    return true;
  }

  /** Those that stand first, worst first, the parts of a larger one right after it. */
  public List<Summary> list(Instant now) {
    return list(now, "");
  }

  /**
   * Of these those in which all the words occur.
   *
   * @param words separated by spaces; none: all
   */
  public List<Summary> list(Instant now, String words) {
    Search search = new Search(words);
    return Order.of(
        Stream.concat(all(standing), all(closed))
            .filter(story -> search.test(story.alert()))
            .map(story -> view(story).summary(now))
            .toList());
  }

  private static Stream<Story> all(Map<String, Story> stories) {
    return stories.values().stream();
  }

  /**
   * Everything about one.
   *
   * @param part of its id
   * @throws NotFoundException if none or several are meant
   */
  public Detail detail(String part, Instant now) {
    Collection<Story> all = Stream.concat(all(standing), all(closed)).toList();
    return view(Meant.one(all, part)).detail(now, this::find, this::view);
  }

  private View view(Story story) {
    return new View(
        story, deliveries.get(story.id()), acknowledged.get(story.id()), silences, marks.values());
  }

  /** As people have spoken so far. */
  public Silences silences() {
    return silences;
  }

  /** How many records were skipped because they are not of the contract. */
  public long malformed() {
    return malformed;
  }

  /** How many closed ones are remembered at most. */
  public int maxClosed() {
    return maxClosed;
  }
}
