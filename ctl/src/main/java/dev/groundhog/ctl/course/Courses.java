package dev.groundhog.ctl.course;

import dev.groundhog.ctl.course.Course.Step;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Alert.Cause;
import dev.groundhog.events.AlertBuilder;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects the revisions of incidents. Memory grows with the number of incidents, not with that of
 * their revisions. Mutable.
 */
public final class Courses {
  /** Steps of one incident: a day of edits that become ever rarer, and all its news. */
  public static final int MAX_STEPS = 500;

  /** Revisions that are kept whole: enough to look back over some minutes of edits. */
  public static final int LATEST = 10;

  private final Map<String, Growing> byId = new LinkedHashMap<>();

  private static final class Growing {
    final List<Step> steps = new ArrayList<>();
    final Deque<Alert> latest = new ArrayDeque<>();
  }

  /** The next revision, in the order in which they were made. */
  public void add(Alert alert) {
    Growing its = byId.computeIfAbsent(alert.incident(), id -> new Growing());
    its.latest.addLast(slim(alert));
    if (its.latest.size() > LATEST) its.latest.removeFirst();
    its.steps.add(Step.of(alert));
    if (its.steps.size() > MAX_STEPS) its.steps.remove(MAX_STEPS / 2);
  }

  /** Of the revision that was added last nobody was told, because of a silence. */
  public void heldBack(Alert alert) {
    Growing its = byId.get(alert.incident());
    if (its == null) return;
    int last = its.steps.size() - 1;
    its.steps.set(last, its.steps.get(last).untold());
  }

  private static Alert slim(Alert alert) {
    List<Cause> causes =
        alert.causes().stream()
            .map(
                c ->
                    new Cause(
                        c.fingerprint(), c.title(), c.crashes(), c.hosts(), null, c.decisive()))
            .toList();
    return AlertBuilder.builder(alert).causes(causes).build();
  }

  /** All of them, in the order in which their first revisions came. */
  public Collection<Course> all() {
    return byId.values().stream()
        .map(
            its -> new Course(Subject.of(its.latest.getLast()), its.steps, List.copyOf(its.latest)))
        .toList();
  }
}
