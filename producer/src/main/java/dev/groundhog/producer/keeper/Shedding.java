package dev.groundhog.producer.keeper;

import dev.groundhog.producer.spool.Waiting;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * What a spool past its bounds gives up, and why. Pure.
 *
 * <p>In this order, and no more than is needed: notes beyond their share of the spool, tails,
 * notes, starts, files that are no events, and stops with gave-ups last. A report of what was shed
 * is never shed. Within each, the oldest goes first: what people need after an outage is what
 * happens now, events of more than a day ago are not told any more, and so what is left reaches
 * without a gap to the present.
 *
 * <p>Once it begins it goes on to a fifth below the bound, so that a spool at its bound is not shed
 * file by file.
 *
 * <p>When the file system is nearly full although the spool is not, only tails and notes go: others
 * have filled it, and the few KiB of the events themselves would not mend that.
 *
 * @param tails events to write anew without their tails
 * @param whole files to delete
 * @param reason in words for a person; empty when nothing is to be shed
 */
record Shedding(List<Waiting> tails, List<Waiting> whole, String reason) {
  /** Where shedding ends, as a share of the bound. */
  private static final double DOWN_TO = 0.8;

  /** What notes may take of the spool: any user can write them. */
  static final double SHARE_OF_NOTES = 0.1;

  /** By the wall clock: it is what all boots share. A wrong one makes the wrong event go first. */
  private static final Comparator<Waiting> OLDEST_FIRST =
      Comparator.comparingLong(Waiting::wallMillis).thenComparing(Waiting::name);

  boolean isNothing() {
    return tails.isEmpty() && whole.isEmpty();
  }

  /** Whether anything is to be shed: what there is needs to be listed only then. */
  static boolean isNeeded(Usage all, Usage notes, Limits limits, long shortOf) {
    return shortOf > 0 || !all.isWithin(limits) || !notes.isWithin(limits.times(SHARE_OF_NOTES));
  }

  /**
   * @param waiting everything in the spool, in any order
   * @param shortOf bytes that the file system is short of; 0 when it has enough
   */
  static Shedding of(List<Waiting> waiting, Limits limits, long shortOf) {
    List<Waiting> oldestFirst = new ArrayList<>(waiting);
    oldestFirst.sort(OLDEST_FIRST);
    Plan plan = new Plan(limits, Usage.of(waiting), shortOf);
    plan.notesBeyondTheirShare(only(oldestFirst, "note"));
    plan.tails(only(oldestFirst, "stopped"));
    plan.whole(only(oldestFirst, "note"), true);
    plan.whole(only(oldestFirst, "starting"), false);
    plan.whole(only(oldestFirst, Waiting.FOREIGN), false);
    plan.whole(only(oldestFirst, "stopped", "gave-up"), false);
    return plan.done();
  }

  private static List<Waiting> only(List<Waiting> all, String... types) {
    Predicate<Waiting> wanted = w -> List.of(types).contains(w.type());
    return all.stream().filter(wanted).toList();
  }

  /** Grows step by step, until what would be left is within bounds. */
  private static final class Plan {
    private final Limits limits;
    private final boolean pastBound;
    private final String reason;
    private Usage left;
    private long shortOf;
    private final Set<Waiting> tails = new LinkedHashSet<>();
    private final Set<Waiting> whole = new LinkedHashSet<>();

    Plan(Limits limits, Usage usage, long shortOf) {
      this.limits = limits;
      this.left = usage;
      this.shortOf = shortOf;
      pastBound = !usage.isWithin(limits);
      reason = reason(usage);
    }

    private String reason(Usage usage) {
      if (shortOf > 0) return "the file system is nearly full";
      if (!pastBound) return "notes took more than a tenth of the spool";
      return "%d bytes in %d files wait, of at most %d and %d"
          .formatted(usage.bytes(), usage.files(), limits.bytes(), limits.files());
    }

    void notesBeyondTheirShare(List<Waiting> notes) {
      Limits share = limits.times(SHARE_OF_NOTES);
      Usage these = Usage.of(notes);
      if (these.isWithin(share)) return;
      Limits target = share.times(DOWN_TO);
      for (Waiting note : notes) {
        if (these.isWithin(target)) return;
        drop(note);
        these = these.minus(note.bytes(), 1);
      }
    }

    /** For their bytes alone; an event without its tail takes one block. */
    void tails(List<Waiting> stops) {
      for (Waiting stop : stops) {
        if (!tooManyBytes()) return;
        long gain = stop.bytes() - Waiting.BLOCK;
        if (gain <= 0) continue;
        tails.add(stop);
        left = left.minus(gain, 0);
        shortOf -= gain;
      }
    }

    void whole(List<Waiting> files, boolean alsoForOthers) {
      for (Waiting file : files) {
        if (!tooMuch() && !(alsoForOthers && shortOf > 0)) return;
        drop(file);
      }
    }

    private void drop(Waiting file) {
      if (!whole.add(file)) return;
      long bytes = tails.remove(file) ? Waiting.BLOCK : file.bytes();
      left = left.minus(bytes, 1);
      shortOf -= bytes;
    }

    private boolean tooManyBytes() {
      return shortOf > 0 || (pastBound && left.bytes() > limits.times(DOWN_TO).bytes());
    }

    private boolean tooMuch() {
      return pastBound && !left.isWithin(limits.times(DOWN_TO));
    }

    Shedding done() {
      String why = tails.isEmpty() && whole.isEmpty() ? "" : reason;
      return new Shedding(List.copyOf(tails), List.copyOf(whole), why);
    }
  }
}
