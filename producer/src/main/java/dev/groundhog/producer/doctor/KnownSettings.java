package dev.groundhog.producer.doctor;

import java.util.List;

/** Beginnings of settings that the agent reads elsewhere than where the doctor looks. */
final class KnownSettings {
  static final List<String> AGENTS =
      List.of(
          "agent.", "cache.", "home", "hook.", "host", "http.", "journal", "kafka.", "labels.",
          "log.", "redact", "run.dir", "spool.", "topics.", "watch.");

  private KnownSettings() {}
}
