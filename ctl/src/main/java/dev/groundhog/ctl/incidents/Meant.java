package dev.groundhog.ctl.incidents;

import dev.groundhog.events.AlertState;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which incident a person means by a part of an id. */
final class Meant {
  /** So many are listed where one was meant. */
  private static final int MAX_LISTED = 5;

  private Meant() {}

  /**
   * The one with this id; else the only one whose id ends with this part; else the only one whose
   * id contains it. Each time those that are not closed are preferred.
   */
  static Story one(Collection<Story> all, String part) {
    List<Predicate<Story>> ways =
        List.of(
            story -> story.id().equals(part),
            story -> Summary.shortId(story.id()).equals(part),
            story -> story.id().contains(part));
    for (Predicate<Story> way : ways) {
      List<Story> meant = all.stream().filter(way).toList();
      List<Story> standing = meant.stream().filter(Meant::stands).toList();
      if (!standing.isEmpty()) meant = standing;
      if (meant.size() == 1) return meant.get(0);
      if (!meant.isEmpty()) throw several(meant, part);
    }
    throw new NotFoundException(
        "No incident is called \"%s\": expected its id, or a part of it; groundhogctl incidents --all shows them."
            .formatted(part));
  }

  private static boolean stands(Story story) {
    return story.alert().state() != AlertState.CLOSED;
  }

  private static NotFoundException several(List<Story> meant, String part) {
    String first =
        meant.stream().limit(MAX_LISTED).map(Story::id).collect(Collectors.joining(", "));
    int more = meant.size() - MAX_LISTED;
    return new NotFoundException(
        "Several incidents are called \"%s\": %s%s. Type more of the id."
            .formatted(part, first, more > 0 ? " and " + more + " more" : ""));
  }
}
