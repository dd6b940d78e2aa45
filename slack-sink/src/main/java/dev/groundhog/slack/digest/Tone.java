package dev.groundhog.slack.digest;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;

/**
 * How an incident looks at a glance. Colour never stands alone: the emoji differs in shape or the
 * word beside it does.
 */
enum Tone {
  CRITICAL("🔴", "CRASHING", "#d72b3f", 31),
  WARNING("🟠", "CRASHING", "#e8912d", 33),
  INFO("🔵", "CRASHING", "#1d9bd1", 34),
  RECOVERED("🟢", "RECOVERED", "#2eb67d", 32),
  QUIET("⚪", "QUIET", "#9a9a9a", 37),
  DOWN("⚫", "DOWN", "#3f0e40", 35),
  NOT_HEARD_FROM("❔", "NOT HEARD FROM", "#7a5c00", 33),
  BLIND("🙈", "BLIND", "#d72b3f", 31),
  DAILY("🗓️", "DAILY", "#5b3a1e", 36),
  CRASHED("🟠", "CRASHED", "#e8912d", 33),
  STARTED("▶️", "STARTED", "#1d9bd1", 34),
  STOPPED("⏹️", "STOPPED", "#9a9a9a", 37),
  SAID_CRITICAL("🚨", "CRITICAL", "#d72b3f", 31),
  SAID_WARNING("⚠️", "WARNING", "#e8912d", 33),
  SAID("📝", "INFO", "#1d9bd1", 34);

  final String emoji;
  final String word;

  /** Slack's colour bar. */
  final String hex;

  /** ANSI colour for a terminal. */
  final int ansi;

  Tone(String emoji, String word, String hex, int ansi) {
    this.emoji = emoji;
    this.word = word;
    this.hex = hex;
    this.ansi = ansi;
  }

  /** Whether crashes go on. */
  boolean isCrashing() {
    return this == CRITICAL || this == WARNING || this == INFO;
  }

  static Tone of(Alert alert) {
    if (alert.notice() != null) return NoticeStory.tone(alert);
    if (alert.note() != null) return NoteStory.tone(alert);
    return switch (endOf(alert)) {
      case RECOVERED -> RECOVERED;
      case QUIET, CLOSED -> QUIET;
      case DOWN -> DOWN;
      case NOT_HEARD_FROM -> NOT_HEARD_FROM;
      case OPEN, UNKNOWN ->
          switch (alert.severity()) {
            case CRITICAL -> CRITICAL;
            case INFO -> INFO;
            case WARNING, UNKNOWN -> WARNING;
          };
    };
  }

  /**
   * The state to speak of. Closing is no finding of its own: what was last found out, which is the
   * last news, still stands.
   */
  static AlertState endOf(Alert alert) {
    if (alert.state() != AlertState.CLOSED) return alert.state();
    Reason last = alert.newsReason();
    return switch (last) {
      case RECOVERED -> AlertState.RECOVERED;
      case QUIET -> AlertState.QUIET;
      case DOWN -> AlertState.DOWN;
      case NOT_HEARD_FROM -> AlertState.NOT_HEARD_FROM;
      default -> AlertState.CLOSED;
    };
  }
}
