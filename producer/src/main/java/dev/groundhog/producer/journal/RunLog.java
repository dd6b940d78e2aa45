package dev.groundhog.producer.journal;

import java.util.List;

/**
 * What the journal has about one run.
 *
 * @param manager what the service manager itself logged about it, oldest first
 * @param output the last lines that its processes wrote, oldest first, without those of the hook
 */
public record RunLog(List<JournalEntry> manager, List<JournalEntry> output) {
  /** Nothing, or nobody to ask. */
  public static final RunLog EMPTY = new RunLog(List.of(), List.of());
}
