package dev.groundhog.bench;

import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Tail;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * What a fleet says: a third signs of life, most of the rest starts and stops that were asked for,
 * one event in fifty a crash. Most crashes are of loops that last some minutes, a few of them on
 * several hosts; the others stand alone, below every threshold. The same for the same seed.
 */
final class FleetLoad {
  static final int UNITS_PER_HOST = 5;

  /** A loop's crashes until somebody mends it. */
  private static final int CRASHES_OF_A_LOOP = 40;

  private static final int LOOPS = 40;

  /** One event of the log. */
  record Logged(UnitEvent event, int partition, Instant appended) {}

  private final SplittableRandom random = new SplittableRandom(7);
  private final int hosts;
  private final int families;
  private final int partitions;
  private final Duration step;
  private final List<Loop> loops = new ArrayList<>();
  private Instant now = Instant.parse("2026-11-22T09:00:00Z");
  private Instant ticked = now;
  private long made;

  /** A family that crashes on some of its hosts in turn. */
  private static final class Loop {
    private final int family;
    private final int onHosts;
    private final int fault;
    private int crashes;

    Loop(int family, int onHosts, int fault) {
      this.family = family;
      this.onHosts = onHosts;
      this.fault = fault;
    }
  }

  /**
   * @param perSecond events a second of the log's time
   */
  FleetLoad(int hosts, int partitions, int perSecond) {
    this.hosts = hosts;
    this.families = Math.max(UNITS_PER_HOST, hosts / 4);
    this.partitions = partitions;
    this.step = Duration.ofNanos(1_000_000_000L / perSecond);
  }

  /** The next so many events, with the ticks that fall among them. */
  List<Logged> next(int events) {
    List<Logged> logged = new ArrayList<>(events + events / 10);
    for (int i = 0; i < events; i++) {
      now = now.plus(step);
      tick(logged);
      UnitEvent event = event();
      logged.add(new Logged(event, partitionOf(event.host()), now));
    }
    return logged;
  }

  private void tick(List<Logged> logged) {
    if (now.isBefore(ticked.plusSeconds(2))) return;
    ticked = now;
    UnitEvent tick = UnitEventBuilder.builder().type(EventType.TICK).host("").build();
    for (int partition = 0; partition < partitions; partition++) {
      logged.add(new Logged(tick, partition, now));
    }
  }

  private int partitionOf(String host) {
    return Math.floorMod(host.hashCode(), partitions);
  }

  private UnitEvent event() {
    made++;
    int dice = random.nextInt(1000);
    int host = random.nextInt(hosts);
    if (dice < 330) return alive(host);
    int unit = random.nextInt(UNITS_PER_HOST);
    if (dice < 655) return base(EventType.STARTING, host, familyOf(host, unit)).build();
    if (dice < 980) return stop(host, familyOf(host, unit));
    if (dice < 982) return crash(host, familyOf(host, unit), random.nextInt(20));
    return nextOfALoop();
  }

  private UnitEvent alive(int host) {
    UnitEventBuilder alive = base(EventType.ALIVE, host, 0).unit(null).unitsHash("h" + host);
    // The agent lists its units every 15 minutes, in between only their hash.
    if (random.nextInt(15) > 0) return alive.build();
    List<String> units = new ArrayList<>();
    for (int unit = 0; unit < UNITS_PER_HOST; unit++) units.add(unit(familyOf(host, unit)));
    return alive.units(units).build();
  }

  private UnitEvent stop(int host, int family) {
    return base(EventType.STOPPED, host, family)
        .result(ServiceResult.SUCCESS)
        .planned(true)
        .restarts(0)
        .build();
  }

  private UnitEvent nextOfALoop() {
    while (loops.size() < LOOPS) {
      int onHosts = random.nextInt(10) == 0 ? 12 : 1;
      loops.add(new Loop(random.nextInt(families), onHosts, random.nextInt(20)));
    }
    int at = random.nextInt(LOOPS);
    Loop loop = loops.get(at);
    if (++loop.crashes >= CRASHES_OF_A_LOOP) loops.remove(at);
    return crash(hostOf(loop.family, loop.crashes % loop.onHosts), loop.family, loop.fault);
  }

  private UnitEvent crash(int host, int family, int fault) {
    return base(EventType.STOPPED, host, family)
        .result(ServiceResult.EXIT_CODE)
        .exitCode("exited")
        .exitStatus("3")
        .planned(false)
        .restarts((int) (made % 1000))
        .tail(tail(fault))
        .build();
  }

  /** Families are spread evenly: each has as many hosts as all others. */
  private int familyOf(int host, int unit) {
    return (host + unit * (families / UNITS_PER_HOST)) % families;
  }

  private int hostOf(int family, int number) {
    return (family + number * families) % hosts;
  }

  private static String unit(int family) {
    return family % 5 == 0 ? "worker-" + family + "@1.service" : "service-" + family + ".service";
  }

  private UnitEventBuilder base(EventType type, int host, int family) {
    return UnitEventBuilder.builder()
        .id(String.format("%016x%016x:%s", made * 0x9E3779B97F4A7C15L, made, type.word()))
        .type(type)
        .host("web-" + host)
        .unit(unit(family))
        .at(now)
        .age(20L)
        .labels(Map.of("env", "prod", "version", "1.4." + family % 3));
  }

  /** 22 lines as a dying service leaves them; what differs from run to run does so here. */
  private Tail tail(int fault) {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      lines.add(
          now + "  INFO 812 --- [main] c.a.Chat : request " + random.nextInt() + " took 7 ms");
    }
    lines.add(
        now
            + " ERROR "
            + random.nextInt(99999)
            + " --- [main] o.s.boot.SpringApplication : failed");
    lines.add(
        "java.lang.IllegalStateException: cannot start after " + random.nextInt(9999) + " ms");
    for (int i = 0; i < 5; i++) {
      lines.add("\tat com.example.layer" + i + ".Part" + fault + ".start(Part.java:" + i * 7 + ")");
    }
    lines.add(
        "Caused by: java.net.ConnectException: refused: 10.0.0." + random.nextInt(255) + ":5432");
    for (int i = 0; i < 6; i++) {
      lines.add("\tat com.example.db.Pool" + fault + ".open" + i + "(Pool.java:" + i * 11 + ")");
    }
    return Tail.of("journal", lines);
  }
}
