package dev.groundhog.producer.agent;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What other threads tell the agent's own thread. */
sealed interface Signal {
  /** A file may have been added to the spool. */
  record SpoolChanged() implements Signal {}

  /**
   * The client is done with an event.
   *
   * @param client which client it was; answers of one that was given up count no more
   * @param file where the event came from, or null for one that is in no file
   * @param refused why the broker did not take it, or null if it has it
   */
  record Answer(int client, @Nullable Path file, @Nullable Exception refused) implements Signal {}

  /** The topic is there, and is what it must be. */
  record TopicReady() implements Signal {}

  /** The program ends. */
  record Stop() implements Signal {}
}
