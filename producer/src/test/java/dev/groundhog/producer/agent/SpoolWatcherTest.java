package dev.groundhog.producer.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In less time than the agent takes to look by itself, which is 5 s. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SpoolWatcherTest {
  @TempDir Path temp;
  private Path dir;
  private Path inMemory;
  private SpoolWatcher watcher;
  private final LinkedBlockingQueue<Signal> inbox = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws IOException {
    dir = Files.createDirectory(temp.resolve("spool"));
    Files.createDirectory(temp.resolve("run"));
    inMemory = temp.resolve("run/spool");
    watcher = SpoolWatcher.start(List.of(dir, inMemory), inbox);
  }

  @AfterEach
  void close() {
    watcher.close();
  }

  @Test
  void a_new_file_is_told_at_once_and_an_unfinished_one_is_not() throws Exception {
    Files.createFile(dir.resolve(".unfinished"));
    assertThat(isTold(300)).isFalse();

    Files.move(dir.resolve(".unfinished"), dir.resolve("event"));
    assertThat(isTold(3_000)).isTrue();
  }

  @Test
  void a_spool_in_memory_that_comes_later_is_watched_from_then_on() throws Exception {
    Files.createDirectory(inMemory);
    assertThat(isTold(3_000)).as("it may have files already").isTrue();

    Files.createFile(inMemory.resolve("event"));
    assertThat(isTold(3_000)).isTrue();
  }

  @Test
  void a_spool_that_is_removed_and_made_again_is_watched_again() throws Exception {
    Files.delete(dir);
    Files.createDirectory(dir);
    assertThat(isTold(3_000)).isTrue();

    Files.createFile(dir.resolve("event"));
    assertThat(isTold(3_000)).isTrue();
  }

  private boolean isTold(long withinMillis) throws InterruptedException {
    return inbox.poll(withinMillis, TimeUnit.MILLISECONDS) instanceof Signal.SpoolChanged;
  }
}
