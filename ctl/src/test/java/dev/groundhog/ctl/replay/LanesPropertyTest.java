package dev.groundhog.ctl.replay;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.rules.RulesHistory;
import dev.groundhog.engine.HostDesks;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Topic;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LanesPropertyTest {
  private static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  private static final int PARTITIONS = 5;

  @Property(tries = 20)
  void side_by_side_the_host_desks_say_what_they_say_one_after_the_other(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int number) {
    List<LogRecord> records = records(seed);
    List<String> heard = new ArrayList<>();
    try (Lanes lanes =
        new Lanes(
            PARTITIONS,
            number,
            RulesHistory.always(Rules.BUILT_IN),
            one -> heard.add(one.record().offset() + " " + one.outcome()))) {
      records.forEach(lanes::take);
      lanes.end();
    }
    assertThat(heard).isEqualTo(oneAfterTheOther(records));
  }

  private static List<String> oneAfterTheOther(List<LogRecord> records) {
    HostDesks desks = new HostDesks(() -> Rules.BUILT_IN);
    List<String> heard = new ArrayList<>();
    for (LogRecord record : records) {
      String said;
      try {
        said =
            String.valueOf(
                desks.accept(
                    Wire.UNIT_EVENT.decode(record.value()),
                    record.partition(),
                    PARTITIONS,
                    record.appended(),
                    record.offset()));
      } catch (MalformedEventException e) {
        said = "null";
      }
      heard.add(record.offset() + " " + said);
    }
    return heard;
  }

  /** More than two batches, and not a whole number of them. */
  private static List<LogRecord> records(long seed) {
    Random random = new Random(seed);
    List<LogRecord> records = new ArrayList<>();
    Instant now = NINE;
    for (int i = 0; i < 9_000; i++) {
      now = now.plusMillis(random.nextInt(300));
      int partition = random.nextInt(PARTITIONS);
      String json =
          random.nextInt(50) == 0
              ? "{\"type\":\"tick\"}"
              : "{\"type\":\"stopped\",\"host\":\"web-%d-%d\",\"unit\":\"u%d.service\",\"result\":\"%s\"}"
                  .formatted(
                      partition,
                      random.nextInt(3),
                      random.nextInt(3),
                      random.nextBoolean() ? "signal" : "success");
      byte[] value = (i % 100 == 7 ? "?" : json).getBytes(StandardCharsets.UTF_8);
      records.add(new LogRecord(Topic.UNIT_EVENTS, partition, i, now, null, value));
    }
    return records;
  }
}
