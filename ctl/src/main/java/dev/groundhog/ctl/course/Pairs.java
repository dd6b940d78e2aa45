package dev.groundhog.ctl.course;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which courses of two tellings are one incident. Pure. */
public final class Pairs {
  private Pairs() {}

  /**
   * One incident in both tellings, or in one of them.
   *
   * @param one null: the first telling does not have it
   * @param other null: the second does not
   */
  public record Pair(@Nullable Course one, @Nullable Course other) {
    /** The one that there is. */
    public Course any() {
      return Objects.requireNonNull(one == null ? other : one);
    }
  }

  /**
   * First those with the same id, then those about the same at the same time, the earliest first;
   * what is left stands alone.
   *
   * @return in the order of their subjects, then of their first crashes
   */
  public static List<Pair> of(Collection<Course> ones, Collection<Course> others) {
    Map<String, Course> left = new LinkedHashMap<>();
    others.forEach(course -> left.put(course.id(), course));
    List<Pair> pairs = new ArrayList<>();
    List<Course> alone = new ArrayList<>();
    for (Course one : ones) {
      Course other = left.remove(one.id());
      if (other == null) alone.add(one);
      else pairs.add(new Pair(one, other));
    }
    alone.sort(Comparator.comparing(course -> course.newest().firstCrashAt()));
    for (Course one : alone) {
      Course other =
          left.values().stream()
              .filter(one::overlaps)
              .min(Comparator.comparing(course -> course.newest().firstCrashAt()))
              .orElse(null);
      if (other != null) left.remove(other.id());
      pairs.add(new Pair(one, other));
    }
    left.values().forEach(other -> pairs.add(new Pair(null, other)));
    pairs.sort(
        Comparator.comparing((Pair pair) -> pair.any().subject())
            .thenComparing(pair -> pair.any().newest().firstCrashAt())
            .thenComparing(pair -> pair.any().id()));
    return pairs;
  }
}
