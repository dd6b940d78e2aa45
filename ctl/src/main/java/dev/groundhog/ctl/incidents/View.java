package dev.groundhog.ctl.incidents;

import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Silences;
import dev.groundhog.events.UnitGlob;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One incident beside what was said and told of it. */
record View(
    Story story,
    @Nullable Delivery delivery,
    @Nullable Acknowledged acknowledged,
    Silences silences,
    Collection<ControlEvent> marks) {

  /** What broke it most likely happened within an hour before. */
  private static final Duration BEFORE = Duration.ofHours(1);

  Summary summary(Instant now) {
    return Summary.of(
        story.alert(),
        Telling.of(story.alert(), delivery),
        Hold.of(story.alert(), silences, now).orElse(null),
        covering(now).stream().map(ControlEvent::id).toList(),
        acknowledged);
  }

  Detail detail(
      Instant now, Function<String, @Nullable Story> stories, Function<Story, View> views) {
    List<Summary> members =
        story.alert().members().stream()
            .map(member -> stories.apply(member.incident()))
            .filter(Objects::nonNull)
            .map(member -> views.apply(Objects.requireNonNull(member)).summary(now))
            .toList();
    return new Detail(
        summary(now),
        story.alert(),
        story.steps(),
        story.omitted(),
        covering(now),
        marksBeside(),
        members,
        ReplayLine.of(story.alert()));
  }

  private List<ControlEvent> covering(Instant now) {
    return silences.all().stream().filter(event -> covers(event.silence(), now)).toList();
  }

  private boolean covers(@Nullable Silence silence, Instant now) {
    Alert alert = story.alert();
    return silence != null
        && silence.until().isAfter(now)
        && silence.from().isBefore(silence.until())
        && alert.hosts().stream().anyMatch(host -> silence.covers(alert, host.host()));
  }

  private List<ControlEvent> marksBeside() {
    Alert alert = story.alert();
    Instant from = alert.firstCrashAt().minus(BEFORE);
    return marks.stream()
        .filter(mark -> mark.at() != null && concerns(mark.unit()))
        .filter(mark -> !at(mark).isBefore(from) && !at(mark).isAfter(end()))
        .sorted(Comparator.comparing(View::at).thenComparing(ControlEvent::id))
        .toList();
  }

  private Instant end() {
    Alert alert = story.alert();
    return alert.state().isOver() ? alert.at() : Instant.MAX;
  }

  private static Instant at(ControlEvent mark) {
    return Objects.requireNonNull(mark.at());
  }

  private boolean concerns(@Nullable String glob) {
    if (glob == null) return true;
    Alert alert = story.alert();
    return (alert.unit() != null && UnitGlob.matches(glob, alert.unit()))
        || alert.members().stream().anyMatch(member -> UnitGlob.matches(glob, member.unit()));
  }
}
