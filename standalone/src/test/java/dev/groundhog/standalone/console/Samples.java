package dev.groundhog.standalone.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.ControlEventBuilder;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.DeliveryBuilder;
import dev.groundhog.events.EventType;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.Severity;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Tail;
import dev.groundhog.events.Topic;
import dev.groundhog.events.UnitEventBuilder;
import dev.groundhog.events.Wire;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records of incidents as the live programs write them, on a broker. */
final class Samples implements AutoCloseable {
  static final List<String> PANIC =
      List.of(
          "chat 1.4.2 listening on :8080",
          "room 4711: 12 members",
          "panic: index out of range [12] with length 12",
          "goroutine 41 [running]:",
          "main.(*Room).Member(0xc0000b2000, 0xc)",
          "\t/src/chat/room.go:88 +0x1d0");

  private final Settings settings;
  private final KafkaProducer<String, byte[]> producer;
  final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  Samples(String servers) throws Exception {
    settings = Settings.of(Map.of("kafka.bootstrap.servers", servers));
    new Topics(settings).ensure(Arrays.asList(Topic.values()));
    producer = new KafkaProducer<>(KafkaSettings.producer(settings));
  }

  void write(Topic topic, String key, byte[] value) throws Exception {
    producer.send(new ProducerRecord<>(topic.topicName(), key, value)).get();
  }

  /** A revision, as the streams-app writes it. */
  void alert(Alert alert) throws Exception {
    write(Topic.ALERTS, alert.incident(), Wire.ALERT.encode(alert));
    write(Topic.INCIDENTS, alert.incident(), Wire.ALERT.encode(alert));
  }

  void told(Alert alert, String channel) throws Exception {
    Delivery delivery =
        DeliveryBuilder.builder()
            .incident(alert.incident())
            .revision(alert.revision())
            .newsRevision(alert.newsRevision())
            .channel(channel)
            .ts("1795346400.000100")
            .at(alert.at().plusMillis(400))
            .build();
    write(Topic.DELIVERIES, alert.incident(), Wire.DELIVERY.encode(delivery));
  }

  void silence(String id, Silence silence, String by, String text) throws Exception {
    var event = ControlEventBuilder.builder().id(id).type(ControlType.SILENCE).at(silence.from());
    write(Topic.CONTROL, id, Wire.CONTROL.encode(event.by(by).text(text).silence(silence).build()));
  }

  /** The same things as the three most typical nights have. */
  void three() throws Exception {
    Alert chat = chat();
    history(chat);
    told(chat, "#alerts");
    deploy();
    Alert mail =
        incident("mail-out.service", 43, Severity.WARNING, AlertState.OPEN, 1, 4L)
            .causes(List.of(cause("ConnectException: Connection refused: db-#:#", 4, 1, List.of())))
            .build();
    alert(mail);
    silence(
        "s-5f0c1b7e",
        new Silence("mail-*", null, Map.of(), null, mail.openedAt(), now.plus(2, ChronoUnit.HOURS)),
        "ben",
        "the relay moves tonight");
    Alert worker =
        incident("worker@.service", 95, Severity.WARNING, AlertState.RECOVERED, 2, 9L)
            .causes(List.of(cause("OutOfMemoryError: Java heap space", 9, 2, List.of())))
            .build();
    alert(worker);
    told(worker, "#alerts");
  }

  /** The one with all there is to see. */
  Alert chat() {
    List<Alert.HostPart> hosts =
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i ->
                    new Alert.HostPart(
                        "web-" + i,
                        6 - i,
                        i == 5 ? HostState.GAVE_UP : HostState.CRASHING,
                        now.minusSeconds(8L * i),
                        6 - i))
            .toList();
    return incident("chat.service", 8, Severity.CRITICAL, AlertState.OPEN, 5, 15L)
        .hosts(hosts)
        .knownHosts(12)
        .revision(5)
        .newsRevision(5)
        .reason(Reason.SPREAD)
        .newsReason(Reason.SPREAD)
        .exits(Map.of("exit-code 2", 12L, "signal SEGV", 3L))
        .causes(
            List.of(
                cause("panic: index out of range [#] with length #", 12, 5, PANIC),
                cause("fatal error: unexpected signal during runtime execution", 3, 1, List.of())))
        .suspects(List.of(new Alert.Suspect("version", "1.4.2", "5/5", "0/7")))
        .labels(Map.of("env", "prod", "version", "1.4.2"))
        .build();
  }

  /** Earlier revisions, then the given one, and the events behind it. */
  void history(Alert last) throws Exception {
    Reason[] reasons = {Reason.WAVE, Reason.COUNT, Reason.SPREAD, Reason.NEW_CAUSE};
    for (int i = 0; i < reasons.length; i++) {
      boolean news = reasons[i].isNews();
      alert(
          AlertBuilder.builder(last)
              .revision(i + 1)
              .newsRevision(news ? i + 1 : i)
              .reason(reasons[i])
              .newsReason(news ? reasons[i] : Reason.WAVE)
              .at(last.openedAt().plus(Duration.ofSeconds(100L * i)))
              .severity(i < 3 ? Severity.WARNING : Severity.CRITICAL)
              .crashes(3 + 3L * i)
              .hostCount(3 + i / 2)
              .build());
    }
    alert(last);
    ticks();
    events(last);
    ticks();
  }

  /** As an agent sends them after an outage: with the age that each has by now. */
  private void events(Alert alert) throws Exception {
    long length = Duration.between(alert.firstCrashAt(), now).toMillis();
    for (int i = 0; i < 15; i++) {
      String host = "web-" + (1 + (i < 3 ? i : (i * 7) % 5));
      long age = length - length * i / 15;
      var event =
          UnitEventBuilder.builder().host(host).unit("chat.service").age(age).restarts(i / 5);
      boolean segv = i % 5 == 4;
      write(
          Topic.UNIT_EVENTS,
          host,
          Wire.UNIT_EVENT.encode(
              event
                  .type(EventType.STOPPED)
                  .id("stop" + i)
                  .result(segv ? ServiceResult.SIGNAL : ServiceResult.EXIT_CODE)
                  .exitStatus(segv ? "SEGV" : "2")
                  .tail(Tail.of("journal", PANIC))
                  .build()));
      write(
          Topic.UNIT_EVENTS,
          host,
          Wire.UNIT_EVENT.encode(
              event
                  .type(EventType.STARTING)
                  .id("start" + i)
                  .age(Math.max(0, age - 1200))
                  .result(null)
                  .exitStatus(null)
                  .tail(null)
                  .build()));
    }
  }

  /** One that happens now. */
  void crash(String host, String unit) throws Exception {
    var event = UnitEventBuilder.builder().type(EventType.STOPPED).host(host).unit(unit);
    write(
        Topic.UNIT_EVENTS,
        host,
        Wire.UNIT_EVENT.encode(event.age(0L).result(ServiceResult.SIGNAL).build()));
  }

  /** The pipeline's clock, without which no time passes. */
  void ticks() throws Exception {
    int partitions = producer.partitionsFor(Topic.UNIT_EVENTS.topicName()).size();
    byte[] tick = "{\"type\":\"tick\"}".getBytes(UTF_8);
    for (int i = 0; i < partitions; i++) {
      producer.send(new ProducerRecord<>(Topic.UNIT_EVENTS.topicName(), i, null, tick)).get();
    }
  }

  void deploy() throws Exception {
    var mark = ControlEventBuilder.builder().id("m-1").type(ControlType.MARK).by("ada");
    write(
        Topic.CONTROL,
        "m-1",
        Wire.CONTROL.encode(
            mark.at(now.minus(9, ChronoUnit.MINUTES)).text("deploy chat 1.4.2").build()));
  }

  /** A bad night. */
  void fiftySevenMore() throws Exception {
    String[] names = {"billing", "search", "media", "auth", "feed", "push"};
    List<Alert> all = new ArrayList<>();
    for (int i = 0; i < 57; i++) {
      Severity severity = i % 4 == 0 ? Severity.CRITICAL : Severity.WARNING;
      AlertState state = i < 30 ? AlertState.OPEN : i < 36 ? AlertState.QUIET : AlertState.CLOSED;
      String unit = names[i % names.length] + "-" + i / names.length + ".service";
      all.add(
          incident(unit, 20 + 11 * i, severity, state, 1 + i % 9, 3L + 37L * (i % 11))
              .causes(
                  List.of(
                      cause("java.net.SocketTimeoutException: Read timed out", 3, 1, List.of())))
              .build());
    }
    for (Alert alert : all) alert(alert);
  }

  AlertBuilder incident(
      String unit, int minutesAgo, Severity severity, AlertState state, int hosts, long crashes) {
    Instant first = now.minus(minutesAgo, ChronoUnit.MINUTES);
    Instant last = state == AlertState.OPEN ? now.minusSeconds(20) : first.plusSeconds(400);
    boolean over = state.isOver();
    return AlertBuilder.builder()
        .incident("%s/%s/%04x".formatted(unit, first, Math.floorMod(unit.hashCode() * 31, 0x10000)))
        .revision(1)
        .newsRevision(1)
        .state(state)
        .reason(over ? Reason.RECOVERED : Reason.HOST_LOOP)
        .openReason(hosts > 2 ? Reason.WAVE : Reason.HOST_LOOP)
        .scope(Scope.UNIT)
        .unit(unit)
        .severity(severity)
        .openedAt(first.plusSeconds(40))
        .firstCrashAt(first)
        .lastCrashAt(last)
        .at(over ? last.plusSeconds(600) : last)
        .crashes(crashes)
        .hostCount(hosts)
        .hosts(
            IntStream.rangeClosed(1, hosts)
                .mapToObj(
                    i ->
                        new Alert.HostPart(
                            "app-" + i,
                            Math.max(1, crashes / hosts),
                            over ? HostState.RECOVERED : HostState.CRASHING,
                            last,
                            null))
                .toList());
  }

  Alert.Cause cause(String title, long crashes, int hosts, List<String> lines) {
    Alert.Sample sample =
        lines.isEmpty() ? null : new Alert.Sample("web-1", now.minusSeconds(8), lines);
    return new Alert.Cause(
        "v1:" + Integer.toHexString(title.hashCode()), title, crashes, hosts, sample, true);
  }

  @Override
  public void close() {
    producer.close();
  }
}
