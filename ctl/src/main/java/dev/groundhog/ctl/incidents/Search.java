package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/** Incidents in which all words that were typed occur somewhere; nothing typed: all. */
final class Search implements Predicate<Alert> {
  private final List<String> words;

  Search(String typed) {
    this.words =
        Arrays.stream(typed.toLowerCase(Locale.ROOT).split("\\s+", -1))
            .filter(word -> !word.isEmpty())
            .toList();
  }

  @Override
  public boolean test(Alert alert) {
    if (words.isEmpty()) return true;
    String all = text(alert).toLowerCase(Locale.ROOT);
    return words.stream().allMatch(all::contains);
  }

  /** Line by line, so that no word is found across two things. */
  private static String text(Alert alert) {
    StringBuilder text = new StringBuilder(alert.incident()).append('\n').append(alert.unit());
    alert.hosts().forEach(host -> text.append('\n').append(host.host()));
    alert.causes().forEach(cause -> text.append('\n').append(cause.title()));
    alert.members().forEach(member -> text.append('\n').append(member.unit()));
    alert.exits().keySet().forEach(exit -> text.append('\n').append(exit));
    alert
        .labels()
        .forEach((name, value) -> text.append('\n').append(name).append('=').append(value));
    return text.toString();
  }
}
