package dev.groundhog.ctl.transfer;

import dev.groundhog.ctl.archive.MemorySource;
import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** An hour and a half of some hosts with bad luck, as a log. The same for the same seed. */
public final class RandomFleet {
  public static final Instant NINE = Instant.parse("2026-11-22T09:00:00Z");
  public static final Instant END = NINE.plus(Duration.ofMinutes(90));
  private static final int PARTITIONS = 3;

  /** What must be in no anonymised file: hosts, units, values and what logs say. */
  static final List<String> SECRETS =
      List.of(
          "kepler",
          "tycho-2",
          "web-1",
          "galilei",
          "abrechnung",
          "zahlung",
          "worker@blau",
          "blau",
          "stern",
          "nachtlauf",
          "rosso",
          "verde",
          "7.42.1",
          "customer-4711",
          "gutenberg",
          "kontoauszug",
          "KontoGesperrt",
          "10.20.30.40",
          "a1b2c3d4e5f6",
          "frieda",
          "umzug",
          "rechenzentrum",
          "#kasse",
          "mondschein");

  private static final List<String> HOSTS =
      List.of("kepler-1.zuhause", "kepler-2.zuhause", "tycho-2", "web-1", "galilei", "10.20.30.40");
  private static final List<String> UNITS =
      List.of(
          "abrechnung.service",
          "zahlung-eins.service",
          "zahlung-zwei.service",
          "worker@blau.service",
          "worker@stern.service",
          "nachtlauf.timer");
  private static final List<String> COLOURS = List.of("rosso", "verde", "7.42.1");

  public static final String RULES =
      """
      # only rechenzentrum
      defaults: {hostLoop: {crashes: 4, within: 5m}, channel: "#kasse"}
      units:
        - match: "zahlung-*.service"
          hostLoop: {crashes: 2, within: 10m}
          severity: critical
        - match: "worker@.service"
          labels: {farbe: rosso}
          everyStop: true
        - match: "mondschein-*"
          reopenWithin: 45m
        - match: "note:*"
          channel: "#kasse"
      """;

  private final Random random;
  private final MemorySource source = new MemorySource(PARTITIONS);
  private final long[] offsets = new long[PARTITIONS];
  private Instant now = NINE;

  public RandomFleet(long seed) {
    random = new Random(seed);
  }

  /** Events alone, and the rules in force. */
  public MemorySource events() {
    control(speech(ControlType.RULES).rules(RULES).build());
    Instant tick = NINE;
    while (now.isBefore(END.minus(Duration.ofMinutes(20)))) {
      now = now.plusMillis(1 + random.nextInt(40_000));
      for (; tick.isBefore(now); tick = tick.plusSeconds(10)) ticks(tick);
      int burst = random.nextInt(8) == 0 ? 6 : 1;
      String unit = pick(UNITS);
      String host = pick(HOSTS);
      for (int i = 0; i < burst; i++) something(random.nextInt(3) == 0 ? pick(HOSTS) : host, unit);
    }
    for (; tick.isBefore(END); tick = tick.plusSeconds(10)) ticks(tick);
    return source;
  }

  private void something(String host, String unit) {
    now = now.plusMillis(random.nextInt(2_000));
    int dice = random.nextInt(20);
    UnitEventBuilder base = base(host);
    switch (dice) {
      case 0 -> event(base.type(EventType.STARTING).unit(unit).build());
      case 1 -> event(stopped(base, unit).planned(true).build());
      case 2 -> event(base.type(EventType.GAVE_UP).unit(unit).build());
      case 3 ->
          event(
              base.type(EventType.ALIVE)
                  .units(List.of(unit, pick(UNITS)))
                  .unitsHash("eigen")
                  .build());
      case 4 -> event(note(base).build());
      case 5 -> raw(host, "kontoauszug is no event");
      case 6 -> event(stopped(base, unit).result(ServiceResult.SIGNAL).exitStatus("SEGV").build());
      default -> event(crash(base, unit, host).build());
    }
  }

  private UnitEventBuilder base(String host) {
    return UnitEventBuilder.builder()
        .id(random.nextBoolean() ? null : "abrechnung-" + random.nextInt(10_000))
        .host(host)
        .at(now.minusMillis(random.nextInt(500)))
        .age((long) random.nextInt(500))
        .boot("gutenberg")
        .labels(Map.of("farbe", pick(COLOURS), "version", pick(COLOURS)));
  }

  private UnitEventBuilder note(UnitEventBuilder base) {
    return base.type(EventType.NOTE)
        .title(random.nextBoolean() ? "Kontoauszug " + pick(COLOURS) + "!" : null)
        .text("umzug of customer-4711\n\nto rechenzentrum")
        .level(pick(List.of("critical", "warning", "info")));
  }

  private static UnitEventBuilder stopped(UnitEventBuilder base, String unit) {
    return base.type(EventType.STOPPED).unit(unit).result(ServiceResult.EXIT_CODE).exitStatus("3");
  }

  private UnitEventBuilder crash(UnitEventBuilder base, String unit, String host) {
    return stopped(base, unit).planned(false).restarts(random.nextInt(9)).tail(tail(host));
  }

  private @Nullable Tail tail(String host) {
    String prefix = now + " " + host + " abrechnung[" + random.nextInt(99_999) + "]: ";
    List<String> lines = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) lines.add(prefix + "INFO mondschein ok " + i);
    switch (random.nextInt(7)) {
      case 0 -> {
        lines.add(prefix + "java.lang.IllegalStateException: customer-4711 of frieda lost");
        lines.add(prefix + "\tat de.gutenberg.Kasse.buchen(Kasse.java:41)");
        lines.add(prefix + "\tat java.base/java.lang.Thread.run(Thread.java:840)");
      }
      case 1 -> {
        lines.add("Traceback (most recent call last):");
        lines.add("  File \"/srv/gutenberg/kasse.py\", line 7, in buchen");
        lines.add("    raise KontoGesperrt(konto)");
        lines.add("gutenberg.KontoGesperrt: a1b2c3d4e5f6 from 10.20.30.40");
      }
      case 2 -> {
        lines.add("panic: kontoauszug " + random.nextInt(3) + " is missing");
        lines.add("goroutine 1 [running]:");
        lines.add("main.buchen(0xc000012345)");
        lines.add("\t/srv/gutenberg/main.go:12 +0x1d");
      }
      case 3 -> lines.add(prefix + "ERROR could not reach rechenzentrum " + pick(HOSTS));
      case 4 -> lines.add(prefix + "umzug nach " + pick(COLOURS));
      case 5 -> lines.add("frieda: \u00fcberraschung, 4711 " + pick(COLOURS));
      default -> {
        return null;
      }
    }
    return Tail.of("journal", lines);
  }

  /** What a live pipeline would have told of it, and what people then said. */
  static void told(MemorySource source, List<Alert> alerts) {
    long offset = 0;
    for (Alert alert : alerts) {
      source.add(
          new LogRecord(
              Topic.ALERTS,
              0,
              offset++,
              alert.at().plusMillis(50),
              alert.incident(),
              Wire.ALERT.encode(alert)));
    }
    Instant noon = NINE.plusSeconds(3000);
    String incident = alerts.isEmpty() ? "x.service/" + NINE + "/0000" : alerts.get(0).incident();
    List<ControlEvent> said =
        List.of(
            speech(ControlType.SILENCE)
                .silence(
                    SilenceBuilder.builder()
                        .host("kepler-*")
                        .unit("abrechnung")
                        .labels(Map.of("farbe", "rosso"))
                        .from(noon)
                        .until(END)
                        .build())
                .build(),
            speech(ControlType.ACK).incident(incident).build(),
            speech(ControlType.MARK).unit("zahlung-eins").build());
    for (int i = 0; i < said.size(); i++) {
      source.add(
          new LogRecord(
              Topic.CONTROL, 0, i + 1, noon, said.get(i).id(), Wire.CONTROL.encode(said.get(i))));
    }
  }

  private static ControlEventBuilder speech(ControlType type) {
    return ControlEventBuilder.builder()
        .id("umzug-" + type)
        .type(type)
        .by("frieda")
        .text("umzug of rechenzentrum to tycho-2");
  }

  private void control(ControlEvent event) {
    source.add(new LogRecord(Topic.CONTROL, 0, 0, NINE, event.id(), Wire.CONTROL.encode(event)));
  }

  private void ticks(Instant at) {
    UnitEvent tick = UnitEventBuilder.builder().type(EventType.TICK).build();
    for (int p = 0; p < PARTITIONS; p++) add(p, at, null, Wire.UNIT_EVENT.encode(tick));
  }

  private void event(UnitEvent event) {
    add(partitionOf(event.host()), now, event.host(), Wire.UNIT_EVENT.encode(event));
  }

  private void raw(String host, String value) {
    add(partitionOf(host), now, host, value.getBytes(StandardCharsets.UTF_8));
  }

  private void add(int partition, Instant at, @Nullable String key, byte[] value) {
    source.add(new LogRecord(Topic.UNIT_EVENTS, partition, offsets[partition]++, at, key, value));
  }

  private static int partitionOf(String host) {
    return Math.floorMod(host.hashCode(), PARTITIONS);
  }

  private <T> T pick(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }
}
