package dev.groundhog.streams;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Alert;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is one problem, as stories: docs/correlation.md. {@code -Dgroundhog.stories=write} writes
 * down what is told now, and the document, for review by eye.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StoriesTest {
  private static final boolean WRITE = "write".equals(System.getProperty("groundhog.stories"));
  private static final String HINT =
      "%s: if this is right, write it down: mvn -pl streams-app -am test -Dtest=StoriesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false -Dgroundhog.stories=write";

  private static final String MENDED =
      "%s is told as it should be: take the ! and what follows it out of order.txt";

  @BeforeAll
  static void write() throws Exception {
    if (!WRITE) return;
    for (Story story : stories()) {
      if (!story.isTold()) continue;
      Files.writeString(story.folder().resolve("told.txt"), story.play().told());
    }
    Catalogue.write();
  }

  @ParameterizedTest
  @MethodSource("stories")
  void the_engine_tells(Story story) throws Exception {
    String told = story.play().told();
    if (story.isTold()) assertThat(told).as(HINT, story).isEqualTo(story.read("told.txt"));
    else assertThat(told).as(MENDED, story).isNotEqualTo(story.read("told.txt"));
  }

  @ParameterizedTest
  @MethodSource("stories")
  void the_live_topology_tells_the_same(Story story, @TempDir Path state) throws Exception {
    List<Alert> expected = story.play().alerts();
    assertThat(story.playLive(state, expected)).as("%s", story).containsExactlyElementsOf(expected);
  }

  @Test
  void no_story_is_forgotten() throws IOException {
    assertThat(Catalogue.notInOrder()).as("folders that order.txt does not name").isEmpty();
  }

  @Test
  void the_document_has_the_stories_as_they_are_told() throws IOException {
    assertThat(Catalogue.document()).as(HINT, "docs/correlation.md").isEqualTo(Catalogue.wanted());
  }

  static List<Story> stories() throws IOException {
    String one = System.getProperty("groundhog.story");
    return Catalogue.stories().stream()
        .filter(story -> one == null || story.toString().equals(one))
        .toList();
  }
}
