package dev.groundhog.engine.suspect;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How many hosts of a group have which labels, kept by adding and taking out one host at a time, so
 * that nobody ever reads the whole group.
 *
 * <p>Bounded and exact all the same: at most {@value #MAX_LABELS} names with {@value #MAX_VALUES}
 * values each are counted one by one, the rest only together. While there is such a rest nothing
 * new is counted by itself, so a value is either counted on every host that has it or on none, and
 * a count is never guessed. When the rest has gone, everything counts again.
 *
 * @param hosts in the group
 * @param complete hosts of which all labels are known: what they do not name they do not have
 * @param labels by name
 * @param rest labels of hosts, each counted once, whose names found no room
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Traits(int hosts, int complete, SortedMap<String, Trait> labels, int rest) {
  static final int MAX_LABELS = 20;
  static final int MAX_VALUES = 20;

  /** Longer ones nobody can read in a message, and they would make the row large. */
  static final int MAX_LENGTH = 100;

  public static final Traits NONE = new Traits(0, 0, new TreeMap<>(), 0);

  public Traits {
    labels = Collections.unmodifiableSortedMap(labels);
  }

  /**
   * One label.
   *
   * @param present hosts that have it
   * @param complete those of them whose labels are all known
   * @param values how many hosts have each
   * @param rest hosts whose value found no room
   */
  public record Trait(int present, int complete, SortedMap<String, Integer> values, int rest) {
    static final Trait NONE = new Trait(0, 0, new TreeMap<>(), 0);

    public Trait {
      values = Collections.unmodifiableSortedMap(values);
    }

    private Trait with(String value, boolean complete, int n) {
      SortedMap<String, Integer> next = new TreeMap<>(values);
      boolean alone = next.containsKey(value) || (rest == 0 && next.size() < MAX_VALUES);
      if (alone) next.merge(value, n, (a, b) -> a + b == 0 ? null : a + b);
      return new Trait(
          present + n, this.complete + (complete ? n : 0), next, rest + (alone ? 0 : n));
    }
  }

  /**
   * With one host more.
   *
   * @param labels it has
   * @param all whether it has no others; of a host without any label nothing is known
   */
  public Traits plus(Map<String, String> labels, boolean all) {
    return with(labels, all, 1);
  }

  /** Without a host that was added with these labels. */
  public Traits minus(Map<String, String> labels, boolean all) {
    return with(labels, all, -1);
  }

  private Traits with(Map<String, String> of, boolean all, int n) {
    boolean whole = all && !of.isEmpty();
    SortedMap<String, Trait> next = new TreeMap<>(labels);
    int left = rest;
    for (Map.Entry<String, String> label : new TreeMap<>(of).entrySet()) {
      String name = label.getKey();
      if (name.length() > MAX_LENGTH || label.getValue().length() > MAX_LENGTH) continue;
      Trait known = next.get(name);
      if (known == null && (left > 0 || next.size() >= MAX_LABELS)) {
        left += n;
        continue;
      }
      Trait trait = (known == null ? Trait.NONE : known).with(label.getValue(), whole, n);
      if (trait.present() == 0) next.remove(name);
      else next.put(name, trait);
    }
    return new Traits(hosts + n, complete + (whole ? n : 0), next, left);
  }

  /** Of how many hosts it is known whether they have this label, and with which value. */
  int decided(String label) {
    Trait trait = labels.get(label);
    if (trait == null) return rest > 0 ? 0 : complete;
    return trait.present() + without(label);
  }

  /** How many hosts are known to lack it. */
  int without(String label) {
    Trait trait = labels.get(label);
    if (trait == null) return rest > 0 ? 0 : complete;
    return complete - trait.complete();
  }

  /** How many hosts have this value; null: they were not counted one by one. */
  @Nullable Integer having(String label, String value) {
    Trait trait = labels.get(label);
    if (trait == null) return rest > 0 ? null : Integer.valueOf(0);
    Integer count = trait.values().get(value);
    if (count == null) return trait.rest() > 0 ? null : Integer.valueOf(0);
    return count;
  }
}
