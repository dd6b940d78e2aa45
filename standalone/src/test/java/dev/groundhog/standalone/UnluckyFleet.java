package dev.groundhog.standalone;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Some half a minute of a fleet: a loop that is certain ({@link #LOOP}), units that crash together
 * on one host and units that die of one cause, somebody's notes, and whatever else happens. The
 * same for the same seed.
 */
final class UnluckyFleet {
  static final String LOOP = "loop.service";
  static final String SICK_HOST = "sick-1";
  static final String CAUSE = "panic: disk full on shard";
  private static final int EVENTS = 300;
  private static final List<Integer> SICK_AT = List.of(60, 220);
  private static final List<Integer> CAUSE_AT = List.of(110, 250);

  /**
   * What happens next.
   *
   * @param pauseMillis after what was before it: a fleet pauses, so that loops end and come back
   */
  record Happening(long pauseMillis, UnitEvent event) {}

  private final Random random;
  private final List<Happening> all = new ArrayList<>();

  private UnluckyFleet(long seed) {
    random = new Random(seed);
  }

  static List<Happening> of(long seed) {
    UnluckyFleet fleet = new UnluckyFleet(seed);
    for (int i = 0; i < EVENTS; i++) fleet.happen(i);
    return List.copyOf(fleet.all);
  }

  private void happen(int i) {
    if (i % 12 == 0) add(0, stopped("web-1", LOOP, i).build());
    else add(pause(), something(i));
    if (i % 50 == 25) add(0, note(i));
    if (SICK_AT.contains(i)) {
      for (String unit : List.of("mail", "cache", "index")) loops(SICK_HOST, unit, i, "killed");
    }
    if (CAUSE_AT.contains(i)) {
      for (String unit : List.of("shard-a", "shard-b", "shard-c")) {
        loops("host-of-" + unit, unit, i, CAUSE);
      }
    }
  }

  private long pause() {
    return random.nextInt(6) == 0 ? random.nextInt(1000) : 0;
  }

  private UnitEvent something(int i) {
    String host = "host-" + random.nextInt(8);
    String unit = "unit-" + random.nextInt(5) + (random.nextInt(4) == 0 ? "@2" : "") + ".service";
    return switch (random.nextInt(12)) {
      case 0 -> of(EventType.STARTING, host, unit, i).build();
      case 1 -> stopped(host, unit, i).planned(true).build();
      case 2 -> of(EventType.GAVE_UP, host, unit, i).build();
      case 3 -> stopped(host, unit, Math.max(0, i - random.nextInt(5))).build();
      case 4 -> stopped(host, unit, i).age(1500L).build();
      case 5 -> stopped(host, unit, i).tail(tail("panic: nil map " + unit)).build();
      default -> stopped(host, unit, i).build();
    };
  }

  private void loops(String host, String unit, int i, String line) {
    IntStream.range(0, 4)
        .forEach(
            n -> {
              UnitEventBuilder crash = stopped(host, unit + ".service", 1000 * (n + 1) + i);
              add(0, crash.tail(tail(line)).build());
            });
  }

  private static UnitEvent note(int i) {
    return of(EventType.NOTE, "web-1", null, i)
        .title("nightly backup")
        .level("warning")
        .text("skipped " + i + " files")
        .build();
  }

  private void add(long pause, UnitEvent event) {
    all.add(new Happening(pause, event));
  }

  /** As a Go program writes it: a line that names the fault. */
  private static Tail tail(String line) {
    return Tail.of(
        "journal",
        List.of(line, "", "goroutine 1 [running]:", "main.main()", "\t/srv/main.go:12 +0x1d"));
  }

  private static UnitEventBuilder stopped(String host, String unit, int n) {
    return of(EventType.STOPPED, host, unit, n).result(ServiceResult.SIGNAL).exitStatus("SEGV");
  }

  private static UnitEventBuilder of(EventType type, String host, @Nullable String unit, int n) {
    return UnitEventBuilder.builder()
        .type(type)
        .id(unit + host + type + n)
        .host(host)
        .unit(unit)
        .age(0L);
  }
}
