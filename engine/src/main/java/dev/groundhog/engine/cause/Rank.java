package dev.groundhog.engine.cause;

/** What evidence weighs: the earlier in this list, the more. */
enum Rank {
  /** The kernel says whom it killed. */
  KILLED("the kernel says so"),
  /** A run time's own last words. */
  DEATH("last words of the run time"),
  /** An exception that ended a thread, or that the program itself calls fatal. */
  UNCAUGHT("an exception that nobody caught, or that is called fatal"),
  /** A trace that was logged as an error. */
  LOGGED("a logged stack trace"),
  /** A shell's or systemd's word about how the process ended. */
  NOTICE("a word about how the process ended"),
  /** An exception without a stack, an interpreter's message. */
  BARE("an error message of a known form"),
  /** A trace of which the head is lost. */
  HEADLESS("a stack trace without its head"),
  /** The same, called fatal: it also decides over a trace that the program survived. */
  CALLED("the program's own last words, called fatal"),
  /** What the program itself said last and loudest, in words of its own. */
  STATED("the program's own last words"),
  /** A trace that was logged as a warning. */
  WARNED("a stack trace, logged as a warning"),
  /** What fails because the process is ending already. */
  CONSEQUENCE("a failure while shutting down"),
  /** A complaint in so few words that it may be about anything. */
  COMPLAINT("the last complaint"),
  /** Nothing but how it ended. */
  ENDING("how the run ended"),
  /** Something was said last. */
  LAST_LINE("the last line");

  private final String words;

  Rank(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }

  /** Whether it names the fault, so that different units may share it. */
  boolean isDecisive() {
    return switch (this) {
      case HEADLESS, CONSEQUENCE, COMPLAINT, ENDING, LAST_LINE -> false;
      default -> true;
    };
  }

  /** Whether it can have been written long before the end: a program lives on after it. */
  boolean isOnlyLogged() {
    return switch (this) {
      case LOGGED, BARE, WARNED, CONSEQUENCE, CALLED, STATED, COMPLAINT -> true;
      default -> false;
    };
  }

  boolean outweighs(Rank other) {
    return compareTo(other) < 0;
  }
}
