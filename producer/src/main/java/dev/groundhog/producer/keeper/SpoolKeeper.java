package dev.groundhog.producer.keeper;

import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.producer.spool.DiskAnswer;
import dev.groundhog.producer.spool.DiskSilentException;
import dev.groundhog.producer.spool.HostTime;
import dev.groundhog.producer.spool.ReadOnlyAnewException;
import dev.groundhog.producer.spool.Spool;
import dev.groundhog.producer.spool.SpoolFile;
import dev.groundhog.producer.spool.Waiting;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after the spool, a call at a time: probes the disk, takes notes in, sheds what is past the
 * bounds, and writes the mode word.
 *
 * <p>Nothing that it cannot do stops the rest: the word is written even if the spool can be neither
 * listed nor shed, because it is what keeps hooks from a frozen disk. Each trouble is one log line
 * until it has passed. Used by one thread.
 *
 * <p>Files are counted as dropped before they are deleted: a kill in between makes the report say
 * too many, and never too few. A dropped tail is said in its event, so it is counted afterwards.
 */
public final class SpoolKeeper {
  private static final Logger log = LoggerFactory.getLogger(SpoolKeeper.class);

  /** Bounds are overshot by what happens in a minute at most. */
  private static final Duration MEASURE_EVERY = Duration.ofMinutes(1);

  /** And by less when they are near. */
  private static final Duration MEASURE_FULL_EVERY = Duration.ofSeconds(10);

  private static final double NEARLY_FULL = 0.5;

  /** While the disk is away, how soon its return is looked for. */
  private static final Duration PROBE_AWAY_EVERY = Duration.ofSeconds(1);

  /** So many good probes in a row, and the disk is back. */
  private static final int PROBES_OF_A_RETURN = 3;

  /** The word's time tells whether anybody watches. */
  private static final Duration REFRESH_WORD_EVERY = Duration.ofMinutes(1);

  /** A tenth of a thread, should somebody flood notes/: it is looked into once a second at most. */
  private static final Duration NOTES_WITHIN = Duration.ofMillis(100);

  /** What a broker that is there takes by itself is not moved to the disk. */
  private static final Duration STAYS_IN_MEMORY = Duration.ofMinutes(1);

  /** Per report and per call; the word must not wait for the shedding of 10,000 files. */
  private static final int BATCH = 500;

  /** A call that comes a little early must not put a probe off to the next one. */
  private static final long SLACK_MILLIS = 100;

  private static final String WHY_NO_TAIL = "the spool was full: the tail was dropped";

  private final Spool spool;
  private final KeeperSettings settings;
  private final ModeFile modeFile;
  private final Map<String, String> troubles = new TreeMap<>();
  private final Map<String, Long> shed = new TreeMap<>();

  private Mode mode = Mode.DISK;
  private DiskAnswer answer = DiskAnswer.TAKES;
  private int goodInARow = PROBES_OF_A_RETURN;
  private long probeAt;
  private long measureAt;
  private long refreshAt;
  private long freeBytes = Long.MAX_VALUE;
  private Usage onDisk = Usage.NONE;
  private Usage inMemory = Usage.NONE;
  private boolean moreToShed;
  private boolean isLost;
  private int reports;

  public SpoolKeeper(Spool spool, KeeperSettings settings) {
    this.spool = spool;
    this.settings = settings;
    modeFile = new ModeFile(settings.run());
  }

  /**
   * Opens the spool once its disk answers, and tells the hooks of one that does not: a process that
   * starts on a frozen disk can do no more. A disk that answers but takes no writes fails, after
   * the word was written.
   */
  public static Spool open(KeeperSettings settings) throws IOException, InterruptedException {
    ModeFile modeFile = new ModeFile(settings.run());
    return Spool.openWhenDiskAnswers(
        settings.spool(),
        settings.inMemoryDir(),
        settings.probeLimit(),
        answer -> {
          log.warn("{}; hooks write to memory", answer.reason());
          try {
            modeFile.write(Mode.RUN);
          } catch (IOException e) {
            log.error("the mode word cannot be written: {}", e.toString());
          }
        });
  }

  /**
   * Does what is due. Takes long at most while it sheds, and no longer than the probe's limit on a
   * frozen disk.
   */
  public Tended tend(HostTime now) throws InterruptedException {
    shed.clear();
    long uptime = now.uptimeMillis();
    if (uptime >= probeAt - SLACK_MILLIS) probe(uptime);
    if (answer.kind() == DiskAnswer.Kind.TAKES) {
      attempt("notes cannot be taken", () -> spool.takeNotes(now, NOTES_WITHIN));
    }
    if (uptime >= measureAt) {
      measureAt = uptime + MEASURE_EVERY.toMillis();
      moreToShed = false;
      if (answer.kind() != DiskAnswer.Kind.SILENT) {
        attempt("the spool cannot be mended", spool::mend);
        attempt("the spool cannot be kept within bounds", () -> keepDisk(now));
      }
      attempt("the spool in memory cannot be kept within bounds", () -> keepMemory(now));
      if (isNearlyFull()) measureAt = uptime + MEASURE_FULL_EVERY.toMillis();
      if (moreToShed) measureAt = uptime;
    }
    String reason = decide(uptime);
    return new Tended(
        mode,
        reason,
        onDisk.bytes() + inMemory.bytes(),
        onDisk.files() + inMemory.files(),
        Map.copyOf(shed),
        isLost);
  }

  private boolean isNearlyFull() {
    return settings.onDisk().fill(onDisk) > NEARLY_FULL
        || settings.inMemory().fill(inMemory) > NEARLY_FULL
        || mode != Mode.DISK;
  }

  private void probe(long uptime) throws InterruptedException {
    DiskAnswer before = answer;
    DiskAnswer found = spool.probe(settings.probeLimit());
    boolean good = found.kind() == DiskAnswer.Kind.TAKES;
    goodInARow = good ? goodInARow + 1 : 0;
    // Not back before it has answered a few times: an overloaded disk answers now and then.
    answer = good && goodInARow < PROBES_OF_A_RETURN ? before : found;
    boolean away = answer.kind() != DiskAnswer.Kind.TAKES;
    long every = settings.probeEvery().toMillis();
    probeAt = uptime + (away ? Math.min(every, PROBE_AWAY_EVERY.toMillis()) : every);
    if (before.kind() != answer.kind()) measureAt = uptime;
  }

  /** How a spool shows its files. */
  @FunctionalInterface
  private interface Files {
    void each(Consumer<Waiting> what) throws IOException;
  }

  private void keepDisk(HostTime now) throws IOException {
    freeBytes = spool.freeBytes();
    onDisk = keep(spool::eachOnDisk, settings.onDisk(), shortOf(), now);
  }

  private long shortOf() {
    if (freeBytes >= settings.minFree()) return 0;
    return (long) (settings.minFree() * ModePolicy.ENOUGH_AGAIN) - freeBytes;
  }

  private void keepMemory(HostTime now) throws IOException {
    if (mode == Mode.DISK && answer.kind() == DiskAnswer.Kind.TAKES) moveHome(now);
    inMemory = keep(spool::eachInMemory, settings.inMemory(), 0, now);
  }

  private void moveHome(HostTime now) throws IOException {
    List<Waiting> old = new ArrayList<>();
    spool.eachInMemory(
        file -> {
          if (now.wallMillis() - file.wallMillis() > STAYS_IN_MEMORY.toMillis()) old.add(file);
        });
    old.sort(Comparator.comparingLong(Waiting::wallMillis));
    spool.moveHome(firstOf(old).stream().map(Waiting::file).toList());
  }

  private Usage keep(Files files, Limits limits, long shortOf, HostTime now) throws IOException {
    Count all = new Count();
    Count notes = new Count();
    files.each(
        file -> {
          all.add(file);
          if (file.type().equals("note")) notes.add(file);
        });
    if (!Shedding.isNeeded(all.usage(), notes.usage(), limits, shortOf)) return all.usage();
    List<Waiting> waiting = new ArrayList<>();
    files.each(waiting::add);
    return shed(waiting, limits, shortOf, now);
  }

  private static final class Count {
    private long bytes;
    private int files;

    void add(Waiting file) {
      bytes += file.bytes();
      files++;
    }

    Usage usage() {
      return new Usage(bytes, files);
    }
  }

  /** Sheds at most a batch and comes back soon for the rest. */
  private Usage shed(List<Waiting> waiting, Limits limits, long shortOf, HostTime now)
      throws IOException {
    Usage usage = Usage.of(waiting);
    Shedding shedding = Shedding.of(waiting, limits, shortOf);
    if (shedding.isNothing()) return usage;
    moreToShed |= Math.max(shedding.tails().size(), shedding.whole().size()) > BATCH;
    List<Waiting> whole = firstOf(shedding.whole());
    if (!whole.isEmpty()) report(counted(whole), shedding.reason(), now);
    for (Waiting file : whole) {
      spool.delete(file.file());
      usage = usage.minus(file.bytes(), 1);
    }
    long tails = 0;
    for (Waiting file : firstOf(shedding.tails())) {
      if (!spool.dropTail(file.file(), WHY_NO_TAIL)) continue;
      tails++;
      usage = usage.minus(file.bytes() - Waiting.BLOCK, 0);
    }
    if (tails > 0) report(Map.of("tail", tails), shedding.reason(), now);
    return usage;
  }

  private static List<Waiting> firstOf(List<Waiting> files) {
    return files.subList(0, Math.min(BATCH, files.size()));
  }

  private static Map<String, Long> counted(List<Waiting> files) {
    Map<String, Long> counts = new TreeMap<>();
    for (Waiting file : files) counts.merge(file.type(), 1L, Long::sum);
    return counts;
  }

  /** Before anything is deleted, on the disk or, if that has no block left, in memory. */
  private void report(Map<String, Long> dropped, String reason, HostTime now) throws IOException {
    reports++;
    String token = "k" + ProcessHandle.current().pid() + "x" + reports;
    spool.write(
        UnitEventBuilder.builder()
            .type(EventType.SHED)
            .host(SpoolFile.NO_HOST)
            .at(Instant.ofEpochMilli(now.wallMillis()))
            .dropped(dropped)
            .build(),
        now,
        token);
    dropped.forEach((type, count) -> shed.merge(type, count, Long::sum));
    log.warn("{}; dropped {}", reason, dropped);
  }

  private String decide(long uptime) {
    ModePolicy policy =
        ModePolicy.of(
            new ModePolicy.Findings(
                answer,
                freeBytes,
                settings.onDisk().fill(onDisk),
                settings.inMemory().fill(inMemory)),
            settings.minFree(),
            mode);
    boolean changes = policy.mode() != mode;
    if (changes || uptime >= refreshAt) {
      refreshAt = uptime + REFRESH_WORD_EVERY.toMillis();
      attempt("the mode word cannot be written", () -> modeFile.write(policy.mode()));
    }
    if (changes) say(policy);
    mode = policy.mode();
    return policy.reason();
  }

  private static void say(ModePolicy policy) {
    if (policy.mode() == Mode.DISK) log.info("hooks write to the disk again: {}", policy.reason());
    else log.warn("hooks are told {}: {}", policy.mode().word(), policy.reason());
  }

  /**
   * Nobody watches from here on: the word goes, which means {@code disk}, unless the disk hangs
   * right now. Then it stays, and the next one to watch, or a reboot, takes it away.
   */
  public void leave() {
    if (answer.kind() == DiskAnswer.Kind.SILENT) return;
    attempt("the mode word cannot be removed", modeFile::remove);
  }

  @FunctionalInterface
  private interface Step {
    void run() throws IOException;
  }

  /** Says what went wrong once, and not again before it has gone well. */
  private void attempt(String whatFails, Step step) {
    try {
      step.run();
      troubles.remove(whatFails);
    } catch (DiskSilentException e) {
      log.debug("{}: the disk does not answer, which the mode word says", whatFails);
    } catch (IOException e) {
      String why = e.toString();
      if (e instanceof ReadOnlyAnewException) isLost = true;
      if (!why.equals(troubles.put(whatFails, why))) log.error("{}: {}", whatFails, why);
    }
  }
}
