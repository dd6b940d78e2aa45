package dev.groundhog.ctl.verify;

import dev.groundhog.ctl.course.Course;
import java.util.List;
import java.util.stream.IntStream;

/** How often an incident came back after it had been seen as over. Pure. */
final class Returns {
  private Returns() {}

  /** A line for people, where more than the order of partitions is behind a difference. */
  static List<String> differences(Course live, Course replayed) {
    int one = of(live);
    int other = of(replayed);
    if (one == other || justEnded(live, replayed)) return List.of();
    return List.of("came back %d times live, %d by the log".formatted(one, other));
  }

  static int of(Course course) {
    return course.newest().reopened();
  }

  /** Whether the side that saw it return more often saw it as over for no more than a moment. */
  private static boolean justEnded(Course live, Course replayed) {
    long moments = moments(of(live) > of(replayed) ? live : replayed);
    return moments >= Math.abs(of(live) - of(replayed));
  }

  /** How often it was over for no more than a moment. */
  static long moments(Course course) {
    return IntStream.range(0, course.steps().size())
        .filter(i -> Telling.isReturn(course.steps(), i))
        .count();
  }
}
