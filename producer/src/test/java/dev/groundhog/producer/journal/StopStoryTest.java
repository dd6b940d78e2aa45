package dev.groundhog.producer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StopStoryTest {
  private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";

  @Test
  void a_run_that_the_manager_was_stopping_was_asked_to_stop_however_it_ended() {
    StopStory story =
        story(STARTED, StopStory.STOPPING, StopStory.PROCESS_EXIT, StopStory.FAILURE_RESULT);

    assertThat(story.planned()).isTrue();
    assertThat(story.complete()).isTrue();
  }

  @Test
  void a_run_that_ended_without_that_word_was_not_asked() {
    assertThat(story(STARTED, StopStory.PROCESS_EXIT).planned()).isFalse();
    assertThat(story(STARTED, StopStory.FAILURE_RESULT).planned()).isFalse();
    assertThat(story(STARTED, StopStory.SUCCESS).planned()).isFalse();
  }

  @Test
  void before_the_manager_has_spoken_of_the_end_nothing_is_known() {
    assertThat(story(STARTED).planned()).isNull();
    assertThat(story().planned()).isNull();
    assertThat(story().complete()).isFalse();
  }

  @Test
  void the_story_goes_on_until_the_result_is_there() {
    assertThat(story(STARTED, StopStory.PROCESS_EXIT).complete()).isFalse();
  }

  @Test
  void the_restart_that_follows_a_run_is_not_counted_for_it() {
    JournalEntry scheduled =
        new JournalEntry(Map.of("MESSAGE_ID", StopStory.RESTART_SCHEDULED, "N_RESTARTS", "4"));

    assertThat(StopStory.of(List.of(scheduled)).restarts()).hasValue(3);
    assertThat(story(StopStory.FAILURE_RESULT).restarts()).isEmpty();
  }

  private static StopStory story(String... messageIds) {
    return StopStory.of(
        Arrays.stream(messageIds).map(id -> new JournalEntry(Map.of("MESSAGE_ID", id))).toList());
  }
}
