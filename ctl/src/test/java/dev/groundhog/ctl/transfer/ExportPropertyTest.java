package dev.groundhog.ctl.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.anonymise.Disguise;
import dev.groundhog.ctl.archive.ArchiveFile;
import dev.groundhog.ctl.archive.ArchiveWriter;
import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.ctl.timeline.JsonLines;
import dev.groundhog.ctl.timeline.Listener;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rehearsal.Totals;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.events.Alert;
import dev.groundhog.events.UnitEvent;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

/** What a file says, the real engine decides as it decided from the log. */
class ExportPropertyTest {
  private static final TimeRange ALL = new TimeRange(RandomFleet.NINE, Source.LATEST);

  @Property(tries = 20)
  void a_replay_of_the_file_prints_the_bytes_of_a_replay_of_the_log(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 80) int minute) throws IOException {
    MemorySource log = log(seed);
    TimeRange range =
        new TimeRange(RandomFleet.NINE.plus(Duration.ofMinutes(minute)), RandomFleet.END);
    exported(
        log,
        range,
        null,
        file -> {
          ArchiveFile archive = ArchiveFile.open(file, "");
          assertThat(printed(archive, range)).isEqualTo(printed(log, range));
        });
  }

  @Property(tries = 40)
  void under_other_names_everything_is_decided_as_before(@ForAll long seed) throws IOException {
    MemorySource log = log(seed);
    Disguise disguise = disguise(seed);
    exported(
        log,
        ALL,
        disguise,
        file -> {
          Heard before = heard(log);
          Heard after = heard(ArchiveFile.open(file, ""));
          assertThat(after.revisions).isEqualTo(before.revisions);
          assertThat(after.verdicts).isEqualTo(before.verdicts);
          assertThat(after.malformed).isEqualTo(before.malformed);
          assertThat(disguise.oddCauses()).isZero();
        });
  }

  @Property(tries = 40)
  void no_name_and_no_word_of_theirs_is_in_an_anonymised_file(@ForAll long seed)
      throws IOException {
    exported(
        log(seed),
        ALL,
        disguise(seed),
        file -> {
          String text = Files.readString(file);
          for (String secret : RandomFleet.SECRETS) {
            assertThat(text).as(secret).doesNotContainIgnoringCase(secret);
          }
          // The test would see nothing in an empty file, and these do stand in the log.
          assertThat(text)
              .contains("host-1", "unit-1", "version-1", "IllegalStateException", "panic: ");
        });
  }

  /** Of the seed, so that a failure comes again. */
  private static Disguise disguise(long seed) {
    return Disguise.of(ByteBuffer.allocate(16).putLong(seed).array());
  }

  private static MemorySource log(long seed) {
    MemorySource log = new RandomFleet(seed).events();
    RandomFleet.told(log, heard(log).alerts);
    return log;
  }

  private interface Look {
    void at(Path file) throws IOException;
  }

  private static void exported(Source log, TimeRange range, @Nullable Disguise disguise, Look look)
      throws IOException {
    Path folder = Files.createTempDirectory("export");
    Path file = folder.resolve("a.jsonl");
    try {
      try (ArchiveWriter writer = ArchiveWriter.open(file, false)) {
        new Export(log, writer, disguise).run(range, "0.1.0", "a test");
      }
      look.at(file);
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static String printed(Source source, TimeRange range) {
    StringWriter out = new StringWriter();
    new Replay(source)
        .run(range, null, new JsonLines(new PrintWriter(out), new Filter(null, null)));
    return out.toString();
  }

  private static Heard heard(Source source) {
    Heard heard = new Heard();
    new Replay(source).run(ALL, null, heard);
    heard.revisions.sort(null);
    return heard;
  }

  /** Everything that was decided but for names and words. */
  private static final class Heard implements Listener {
    private final List<Alert> alerts = new ArrayList<>();
    private final List<String> revisions = new ArrayList<>();
    private final List<Verdict> verdicts = new ArrayList<>();
    private int malformed;

    @Override
    public void event(UnitEvent event, Instant when, Verdict verdict, List<UnitDesk.Filed> filed) {
      verdicts.add(verdict);
    }

    @Override
    public void alert(Alert alert) {
      alerts.add(alert);
      revisions.add(
          String.join(
              " ",
              List.of(
                  alert.at().toString(),
                  alert.scope().word(),
                  alert.reason().word(),
                  alert.state().word(),
                  alert.severity().word(),
                  "opened " + alert.openedAt() + " by " + alert.openReason().word(),
                  alert.crashes() + " crashes " + alert.firstCrashAt() + ".." + alert.lastCrashAt(),
                  "on " + alert.hostCount() + " of " + alert.knownHosts(),
                  alert.hosts().stream()
                      .map(h -> h.crashes() + h.state().word())
                      .sorted()
                      .toList()
                      .toString(),
                  // Among equally frequent ones the fingerprint decides which is listed.
                  "causes "
                      + alert.causes().stream().map(Alert.Cause::crashes).sorted().toList()
                      + alert.causesOmitted(),
                  "exits " + alert.exits(),
                  alert.members().size()
                      + " members "
                      + alert.reopened()
                      + " reopened "
                      + (alert.channel() == null ? "" : "channel ")
                      + (alert.partOf() == null ? "" : "part"))));
    }

    @Override
    public void malformed(int partition, long offset, String reason) {
      malformed++;
    }

    @Override
    public void end(Totals totals) {}
  }
}
