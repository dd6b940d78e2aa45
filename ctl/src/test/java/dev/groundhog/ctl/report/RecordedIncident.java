package dev.groundhog.ctl.report;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Silence;
import dev.groundhog.events.SilenceBuilder;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;

/**
 * A log in which a bad version of chat is deployed host by host, crashes on each, and is rolled
 * back; with signs of life, ticks, and what people said. The same arguments give the same log.
 */
final class RecordedIncident implements Source {
  static final Instant BEGIN = Instant.parse("2026-11-22T11:00:00Z");

  private static final int PARTITIONS = 3;
  private static final String CHAT = "chat.service";
  private static final List<String> INDEX_PANIC =
      List.of(
          "INFO  room 4711: 19 members, 3 of them typing",
          "WARN  backlog of room 4711 is shorter than its cursor",
          "panic: runtime error: index out of range [19] with length 19",
          "",
          "goroutine 4242 [running]:",
          "example.org/chat/room.(*Room).deliver(0xc000122000, {0xc00030a000, 0x13, 0x40})",
          "\t/build/chat/room/deliver.go:118 +0x3c5",
          "example.org/chat/room.(*Room).run(0xc000122000)",
          "\t/build/chat/room/room.go:64 +0x2f1",
          "created by example.org/chat/room.Open in goroutine 1",
          "\t/build/chat/room/room.go:31 +0x1a5");
  private static final List<String> MAP_PANIC =
      List.of(
          "INFO  reconnect storm: 812 sessions in 4s",
          "fatal error: concurrent map writes",
          "",
          "goroutine 9911 [running]:",
          "example.org/chat/session.(*Table).put(0xc0000b4000, {0xc0004a2010, 0x24})",
          "\t/build/chat/session/table.go:52 +0x88");

  private final Random random;
  private final List<LogRecord> unitEvents = new ArrayList<>();
  private final List<LogRecord> control = new ArrayList<>();
  private int invocations;

  private RecordedIncident(long seed) {
    random = new Random(seed);
  }

  /**
   * @param hosts how many
   * @param bad on how many of them the version is deployed before it is rolled back
   * @param restart seconds between two crashes on one host
   */
  static RecordedIncident of(int hosts, int bad, int restart) {
    RecordedIncident log = new RecordedIncident(hosts * 31L + bad);
    Duration step = Duration.ofSeconds(Math.max(1, 420 / bad));
    Instant deploy = BEGIN.plus(Duration.ofMinutes(20));
    Instant back = BEGIN.plus(Duration.ofMinutes(38));
    Instant end = BEGIN.plus(Duration.ofMinutes(80));
    for (int i = 0; i < hosts; i++) {
      String host = "web-" + (i + 1);
      boolean silent = hosts > 3 && i == bad + 1;
      log.alive(host, BEGIN, end, silent);
      log.start(host, CHAT, BEGIN.minusSeconds(600 - i), "1.4.1");
      if (i < bad)
        log.badVersion(host, i, deploy.plus(step.multipliedBy(i)), back.plusSeconds(i), restart);
    }
    log.beside(hosts);
    log.say(ControlType.MARK, "m1", deploy.minusSeconds(5), "deploy chat 1.4.2", "ci");
    log.say(ControlType.MARK, "m2", back, "roll back to chat 1.4.1", "ann");
    for (Instant t = BEGIN.minusSeconds(700); t.isBefore(end); t = t.plusSeconds(2)) log.ticks(t);
    log.unitEvents.sort(
        Comparator.comparing(LogRecord::appended)
            .thenComparingInt(LogRecord::partition)
            .thenComparingLong(LogRecord::offset));
    return log;
  }

  private void badVersion(String host, int i, Instant deployed, Instant back, int restart) {
    stop(host, CHAT, deployed, true, "0", List.of(), "1.4.1");
    Instant at = deployed.plusMillis(900);
    boolean givesUp = i == 2;
    start(host, CHAT, at, "1.4.2");
    for (int n = 0; ; n++) {
      Instant next = at.plusMillis(restart * 600L + random.nextInt(restart * 800));
      if (!next.isBefore(back) || (givesUp && n == 6)) break;
      boolean other = next.isAfter(deployed.plusSeconds(360)) && random.nextInt(4) == 0;
      crash(host, next, other);
      at = next.plusMillis(1100);
      start(host, CHAT, at, "1.4.2");
    }
    if (givesUp) {
      crash(host, at.plusSeconds(1), false);
      add(event(EventType.GAVE_UP, host, CHAT, "1.4.2").build(), at.plusSeconds(2));
    } else {
      stop(host, CHAT, back, true, "0", List.of(), "1.4.2");
    }
    start(host, CHAT, back.plusSeconds(2), "1.4.1");
  }

  /** What happens anyway, and is no incident. */
  private void beside(int hosts) {
    String host = "web-" + hosts;
    stop(
        host,
        "worker@3.service",
        BEGIN.plusSeconds(2000),
        false,
        "1",
        List.of("Killed by hand?"),
        "7");
    start(host, "worker@3.service", BEGIN.plusSeconds(2002), "7");
    stop(host, "postgres.service", BEGIN.plusSeconds(1100), true, "0", List.of(), "15");
    start(host, "postgres.service", BEGIN.plusSeconds(1130), "15");
  }

  private void crash(String host, Instant at, boolean other) {
    if (other) {
      UnitEventBuilder event = event(EventType.STOPPED, host, CHAT, "1.4.2");
      event.result(ServiceResult.SIGNAL).exitCode("killed").exitStatus("ABRT").planned(false);
      add(event.tail(Tail.of("journal", MAP_PANIC)).build(), at);
    } else {
      stop(host, CHAT, at, false, "2", INDEX_PANIC, "1.4.2");
    }
  }

  private void stop(
      String host,
      String unit,
      Instant at,
      boolean planned,
      String status,
      List<String> lines,
      String version) {
    boolean well = status.equals("0");
    UnitEventBuilder event = event(EventType.STOPPED, host, unit, version);
    event.result(well ? ServiceResult.SUCCESS : ServiceResult.EXIT_CODE).exitStatus(status);
    add(event.exitCode("exited").planned(planned).tail(Tail.of("journal", lines)).build(), at);
  }

  private void start(String host, String unit, Instant at, String version) {
    invocations++;
    add(event(EventType.STARTING, host, unit, version).build(), at);
  }

  private void alive(String host, Instant from, Instant to, boolean silent) {
    for (Instant t = from.plusMillis(random.nextInt(60_000));
        t.isBefore(to);
        t = t.plusSeconds(60)) {
      long minute = Duration.between(from, t).toMinutes();
      if (silent && minute >= 31 && minute < 47) continue;
      UnitEventBuilder event = UnitEventBuilder.builder().type(EventType.ALIVE).host(host);
      if (minute == 0) event.units(List.of(CHAT)).unitsHash("1");
      add(event.build(), t);
    }
  }

  private UnitEventBuilder event(EventType type, String host, String unit, String version) {
    return UnitEventBuilder.builder()
        .type(type)
        .host(host)
        .unit(unit)
        .id(host + unit + invocations + type)
        .labels(Map.of("env", "prod", "version", version));
  }

  private void add(UnitEvent event, Instant at) {
    long age = 20L + random.nextInt(120);
    UnitEvent sent = UnitEventBuilder.builder(event).at(at).age(age).build();
    record(
        Wire.UNIT_EVENT.encode(sent),
        Math.floorMod(event.host().hashCode(), PARTITIONS),
        at.plusMillis(age));
  }

  private void ticks(Instant at) {
    byte[] tick =
        Wire.UNIT_EVENT.encode(UnitEventBuilder.builder().type(EventType.TICK).host("").build());
    for (int p = 0; p < PARTITIONS; p++) record(tick, p, at);
  }

  private void record(byte[] value, int partition, Instant at) {
    unitEvents.add(new LogRecord(Topic.UNIT_EVENTS, partition, unitEvents.size(), at, null, value));
  }

  private void say(ControlType type, String id, Instant at, String text, String by) {
    ControlEvent event =
        ControlEventBuilder.builder()
            .type(type)
            .id(id)
            .at(at)
            .text(text)
            .by(by)
            .unit("chat*")
            .build();
    control.add(
        new LogRecord(Topic.CONTROL, 0, control.size(), at, id, Wire.CONTROL.encode(event)));
  }

  /** The same, and ann wants to hear nothing of chat for a while. */
  RecordedIncident silenced(Instant from, Instant until) {
    Silence silence = SilenceBuilder.builder().unit("chat").from(from).until(until).build();
    ControlEvent event =
        ControlEventBuilder.builder()
            .type(ControlType.SILENCE)
            .id("s1")
            .at(from)
            .text("known, being rolled back")
            .by("ann")
            .silence(silence)
            .build();
    byte[] value = Wire.CONTROL.encode(event);
    control.add(new LogRecord(Topic.CONTROL, 0, control.size(), from, "s1", value));
    control.sort(Comparator.comparing(LogRecord::appended));
    return this;
  }

  @Override
  public int partitions() {
    return PARTITIONS;
  }

  @Override
  public void unitEvents(Instant from, Instant to, Consumer<LogRecord> reader) {
    unitEvents.stream()
        .filter(r -> !r.appended().isBefore(from) && !r.appended().isAfter(to))
        .forEach(reader);
  }

  @Override
  public void alerts(Consumer<LogRecord> reader) {}

  @Override
  public void controlEvents(Consumer<LogRecord> reader) {
    control.forEach(reader);
  }
}
