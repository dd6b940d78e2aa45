package dev.groundhog.ctl.anonymise;

import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.host.CrashCause;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tails in other words, such that crashes of one cause still have one cause, crashes of two have
 * two, and what was decisive is: each is asked of the engine. Where other words alone do not do it,
 * the tail of an earlier crash of that cause stands in, and where there is none, lines that are
 * made up.
 */
final class Tails {
  /** So many causes keep a tail that can stand in, 16 KiB each at most. */
  private static final int MAX_KEPT = 2_000;

  private static final int MAX_TRIES = 20;

  private final Key key;
  private final Words words;
  private final Map<String, Shown> shown = new HashMap<>();
  private final Map<String, String> owners = new HashMap<>();
  private long odd;

  /**
   * A cause under its other name.
   *
   * @param lines that give it; null: not kept
   */
  private record Shown(CauseKey cause, @Nullable List<String> lines) {}

  Tails(Key key, Words words) {
    this.key = key;
    this.words = words;
  }

  /** Crashes whose cause could not be kept apart from others or together with its own. */
  long odd() {
    return odd;
  }

  /** What this cause is now, if it was met. */
  @Nullable CauseKey cause(String fingerprint) {
    Shown known = shown.get(fingerprint);
    return known == null ? null : known.cause();
  }

  List<String> mask(List<String> lines) {
    return lines.stream().map(words::mask).toList();
  }

  /**
   * @param event as it was
   * @param masked all but its tail
   */
  UnitEvent mask(UnitEvent event, UnitEvent masked) {
    Tail tail = event.tail();
    if (tail == null) return masked;
    List<String> lines = mask(tail.lines());
    UnitEvent plain = with(masked, tail, lines);
    CauseKey cause = CrashCause.of(event).orElse(null);
    if (cause == null) return plain;
    Shown known = shown.get(cause.fingerprint());
    return known == null ? first(cause, plain, tail) : again(cause, known, plain, tail);
  }

  private UnitEvent first(CauseKey cause, UnitEvent plain, Tail tail) {
    for (int attempt = 0; attempt <= MAX_TRIES; attempt++) {
      UnitEvent event = attempt == 0 ? plain : with(plain, tail, madeUp(cause, attempt));
      CauseKey its = CrashCause.of(event).orElse(null);
      if (its == null || its.decisive() != cause.decisive()) continue;
      if (owners.putIfAbsent(its.fingerprint(), cause.fingerprint()) != null) continue;
      shown.put(
          cause.fingerprint(), new Shown(its, shown.size() < MAX_KEPT ? linesOf(event) : null));
      return event;
    }
    odd++;
    return plain;
  }

  private static List<String> linesOf(UnitEvent event) {
    Tail tail = event.tail();
    return tail == null ? List.of() : tail.lines();
  }

  private UnitEvent again(CauseKey cause, Shown known, UnitEvent plain, Tail tail) {
    if (has(plain, known)) return plain;
    List<String> lines = known.lines();
    for (int attempt = 0; attempt <= MAX_TRIES; attempt++) {
      List<String> other = attempt == 0 ? lines : madeUp(cause, attempt);
      if (other == null) continue;
      UnitEvent event = with(plain, tail, other);
      if (has(event, known)) return event;
    }
    odd++;
    return plain;
  }

  private static boolean has(UnitEvent event, Shown known) {
    return CrashCause.of(event)
        .filter(its -> its.fingerprint().equals(known.cause().fingerprint()))
        .isPresent();
  }

  /** As run times of different kinds end: one of them is decisive, whatever ended the run. */
  private List<String> madeUp(CauseKey cause, int attempt) {
    String seed = cause.fingerprint() + attempt;
    List<String> said = new ArrayList<>();
    for (String part : List.of("a", "b", "c")) said.add(spoken(seed + part));
    if (!cause.decisive()) return List.of(String.join(" ", said));
    String function = said.get(0);
    return attempt % 2 == 1
        ? List.of(
            "Traceback (most recent call last):",
            "  File \"main.py\", line 1, in " + function,
            "RuntimeError: " + said.get(1) + ' ' + said.get(2))
        : List.of(
            "Stack trace of thread 1:",
            "#0  0x00007f0000000010 " + function + " (main + 0x10)",
            "#1  0x00007f0000000020 " + said.get(1) + " (main + 0x20)");
  }

  private String spoken(String seed) {
    return words.word(key.hex(seed, 8).replaceAll("\\d", "x") + "word");
  }

  private static UnitEvent with(UnitEvent event, Tail tail, List<String> lines) {
    String source = List.of("journal", "file").contains(tail.source()) ? tail.source() : "none";
    Tail masked = new Tail(source, lines, tail.omitted(), tail.redacted(), null);
    return UnitEventBuilder.builder(event).tail(masked).build();
  }
}
