package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is known of one incident from its revisions, in whatever order they come. Bounded. */
final class Story {
  /** An incident that spreads over a thousand hosts and reminds for a week has fewer news. */
  static final int MAX_STEPS = 200;

  private final TreeMap<Integer, Step> steps = new TreeMap<>();
  private Alert alert;
  private int omitted;

  Story(Alert first) {
    this.alert = first;
  }

  /** A revision as the newest; an older one changes nothing. */
  void newest(Alert revision) {
    if (revision.revision() >= alert.revision()) alert = revision;
  }

  /** A revision of the history. */
  void step(Alert revision) {
    newest(revision);
    if (steps.put(revision.revision(), Step.of(revision)) != null) return;
    if (steps.size() <= MAX_STEPS) return;
    steps.remove(leastTelling());
    omitted++;
  }

  /** The oldest that only corrected figures, else the oldest but for the first. */
  private Integer leastTelling() {
    List<Integer> inner = steps.keySet().stream().skip(1).limit(steps.size() - 2L).toList();
    return inner.stream().filter(revision -> isCount(revision)).findFirst().orElse(inner.get(0));
  }

  private boolean isCount(Integer revision) {
    Map.Entry<Integer, Step> step = steps.ceilingEntry(revision);
    return step != null && !step.getValue().news();
  }

  String id() {
    return alert.incident();
  }

  Alert alert() {
    return alert;
  }

  List<Step> steps() {
    return List.copyOf(steps.values());
  }

  int omitted() {
    return omitted;
  }
}
