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
  private static final String STOPPING = "de5b426a63be47a7b6ac3eaac82e2f6f";
  private static final String PROCESS_EXIT = "98e322203f7a4ed290d09fe03c09fe15";
  private static final String FAILURE_RESULT = "d9b373ed55a64feb8242e02dbe79a49c";
  private static final String SUCCESS = "7ad2d189f7e94e70a38c781354912448";
  private static final String RESTART_SCHEDULED = "5eb03494b6584870a536b337290809b3";
  private static final String STARTED = "39f53479d3a045ac8e11786248231fbf";

  @Test
  void a_run_that_the_manager_was_stopping_was_asked_to_stop_however_it_ended() {
    StopStory story = story(STARTED, STOPPING, PROCESS_EXIT, FAILURE_RESULT);

    assertThat(story.planned()).isTrue();
    assertThat(story.complete()).isTrue();
  }

  @Test
  void a_run_that_ended_without_that_word_was_not_asked() {
    assertThat(story(STARTED, PROCESS_EXIT).planned()).isFalse();
    assertThat(story(STARTED, FAILURE_RESULT).planned()).isFalse();
    assertThat(story(STARTED, SUCCESS).planned()).isFalse();
  }

  @Test
  void where_information_is_not_logged_a_missing_word_says_nothing() {
    assertThat(story(PROCESS_EXIT, FAILURE_RESULT).planned()).isNull();
    assertThat(story(PROCESS_EXIT, FAILURE_RESULT).complete()).isTrue();
  }

  @Test
  void before_the_manager_has_spoken_of_the_end_nothing_is_known() {
    assertThat(story(STARTED).planned()).isNull();
    assertThat(story().planned()).isNull();
    assertThat(story().complete()).isFalse();
  }

  @Test
  void the_story_goes_on_until_the_result_is_there() {
    assertThat(story(STARTED, PROCESS_EXIT).complete()).isFalse();
  }

  @Test
  void the_restart_that_follows_a_run_is_not_counted_for_it() {
    JournalEntry scheduled =
        new JournalEntry(Map.of("MESSAGE_ID", RESTART_SCHEDULED, "N_RESTARTS", "4"));

    assertThat(StopStory.of(List.of(scheduled)).restarts()).hasValue(3);
    assertThat(story(FAILURE_RESULT).restarts()).isEmpty();
  }

  private static StopStory story(String... messageIds) {
    return StopStory.of(
        Arrays.stream(messageIds)
            .map(
                id ->
                    new JournalEntry(
                        Map.of(
                            "MESSAGE_ID",
                            id,
                            "MESSAGE",
                            "x.service: Main process exited, code=exited, status=3")))
            .toList());
  }
}
