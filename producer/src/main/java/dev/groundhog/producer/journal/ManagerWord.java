package dev.groundhog.producer.journal;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one entry of the service manager says of a unit's run. Pure.
 *
 * <p>Most entries carry a message id. systemd 239 (RHEL 8) has none for the end of a run, and no
 * version has one for the start limit; there the words of the message count, which have not changed
 * from 239 to 257. The manager does not translate them. Source: {@code service.c}, {@code unit.c},
 * {@code sd-messages.h} of those versions.
 */
enum ManagerWord {
  /** "Starting …": only of runs whose start takes a while. */
  STARTING,
  STARTED,
  /** "Stopping …": somebody asked for it. */
  STOPPING,
  /** The main process ended badly; after a good end nothing is logged. */
  EXITED,
  FAILED,
  SUCCEEDED,
  RESTART_SCHEDULED,
  STOPPED,
  /** {@code ExecCondition=} was not met. */
  SKIPPED,
  /** The start limit was hit. */
  GAVE_UP,
  /** Anything else. */
  OTHER;

  static final Map<String, ManagerWord> BY_ID =
      Map.of(
          "7d4958e842da4a758f6c1cdc7b36dcc5", STARTING,
          "39f53479d3a045ac8e11786248231fbf", STARTED,
          "de5b426a63be47a7b6ac3eaac82e2f6f", STOPPING,
          "98e322203f7a4ed290d09fe03c09fe15", EXITED,
          "d9b373ed55a64feb8242e02dbe79a49c", FAILED,
          "7ad2d189f7e94e70a38c781354912448", SUCCEEDED,
          "5eb03494b6584870a536b337290809b3", RESTART_SCHEDULED,
          "9d1aaa27d60140bd96365438aad20286", STOPPED,
          "0e4284a0caca4bfc81c0bb6786972673", SKIPPED);

  private static final String MAIN_EXITED = "Main process exited, code=";
  private static final String FAILED_WITH = "Failed with result '";
  private static final String TOO_QUICKLY = "Start request repeated too quickly.";

  static ManagerWord of(JournalEntry entry) {
    String id = entry.field("MESSAGE_ID");
    ManagerWord word = id == null ? byText(entry) : BY_ID.getOrDefault(id, OTHER);
    // A hook or another helper of the unit, which exits beside the main process.
    boolean ofAnother = word == EXITED && !entry.message().contains(MAIN_EXITED);
    return ofAnother ? OTHER : word;
  }

  /** Whether it is logged as no more than information, priority 6, as {@link #STOPPING} is. */
  boolean isInformative() {
    return switch (this) {
      case STARTING, STARTED, STOPPING, SUCCEEDED, RESTART_SCHEDULED, STOPPED -> true;
      case EXITED, FAILED, SKIPPED, GAVE_UP, OTHER -> false;
    };
  }

  private static ManagerWord byText(JournalEntry entry) {
    String said = withoutUnit(entry);
    if (said.startsWith(MAIN_EXITED)) return EXITED;
    if (said.startsWith(FAILED_WITH)) return FAILED;
    return said.equals(TOO_QUICKLY) ? GAVE_UP : OTHER;
  }

  /** The manager's lines about a unit begin with its name. */
  private static String withoutUnit(JournalEntry entry) {
    String unit = entry.field("UNIT");
    String message = entry.message();
    if (unit == null || !message.startsWith(unit + ": ")) return message;
    return message.substring(unit.length() + 2);
  }

  /** The result that a {@link #FAILED} entry names, in systemd's word. */
  static @Nullable String resultIn(JournalEntry entry) {
    String field = entry.field("UNIT_RESULT");
    if (field != null) return field;
    String said = withoutUnit(entry);
    int from = FAILED_WITH.length();
    int to = said.lastIndexOf('\'');
    return said.startsWith(FAILED_WITH) && to > from ? said.substring(from, to) : null;
  }

  /**
   * How the main process ended, as the hook would be told: the status as digits, or the signal's
   * name; the journal's field has the signal's number, and only the message its name.
   */
  static @Nullable String statusIn(JournalEntry entry) {
    String number = entry.field("EXIT_STATUS");
    if ("exited".equals(entry.field("EXIT_CODE"))) return number;
    String message = entry.message();
    int slash = message.lastIndexOf('/');
    String name = slash < 0 ? "" : message.substring(slash + 1);
    return name.matches("[A-Z0-9+-]{1,16}") ? name : number;
  }
}
