package dev.groundhog.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.ctl.CtlMain;
import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.kafka.Topics;
import dev.groundhog.runtime.settings.Settings;
import dev.groundhog.standalone.broker.TestBroker;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Two replays of many events on twelve partitions; {@code -Dgroundhog.replay.events=1000000} for a
 * million.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReplayDeterminismTest {
  private static final int EVENTS = Integer.getInteger("groundhog.replay.events", 50_000);

  @Test
  void a_replay_twice_gives_the_same_bytes() throws Exception {
    try (TestBroker broker = TestBroker.start(TestBroker.Kind.EMBEDDED)) {
      String servers = broker.bootstrapServers();
      fill(Settings.of(Map.of("kafka.bootstrap.servers", servers)));
      Sum first = replay(servers);
      Sum second = replay(servers);
      assertThat(second.hex()).isEqualTo(first.hex());
      assertThat(second.bytes).isEqualTo(first.bytes).isGreaterThan(100L * EVENTS);
      System.out.printf("%,d events, %,d bytes of JSON, the same twice%n", EVENTS, first.bytes);
    }
  }

  /** Every producer batch is stamped with one time, so many records differ by partition alone. */
  private static void fill(Settings settings) throws Exception {
    new Topics(settings).ensure(List.of(Topic.UNIT_EVENTS, Topic.ALERTS, Topic.CONTROL));
    Random random = new Random(11);
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(KafkaSettings.producer(settings))) {
      for (int i = 0; i < EVENTS; i++) {
        String host = "web-" + random.nextInt(2_000);
        int unit = random.nextInt(40);
        boolean crash = random.nextInt(20) == 0;
        String json =
            "{\"type\":\"%s\",\"host\":\"%s\",\"unit\":\"unit-%d.service\",\"result\":\"%s\"}"
                .formatted(
                    random.nextInt(3) == 0 ? "starting" : "stopped",
                    host,
                    crash ? unit % 7 : unit,
                    crash ? "signal" : "success");
        var unused =
            producer.send(
                new ProducerRecord<>(
                    Topic.UNIT_EVENTS.topicName(), host, json.getBytes(StandardCharsets.UTF_8)));
      }
    }
  }

  private static Sum replay(String servers) throws Exception {
    Sum sum = new Sum();
    int code =
        CtlMain.commandLine(Map.of("GROUNDHOG_KAFKA_BOOTSTRAP_SERVERS", servers))
            .setOut(new PrintWriter(sum))
            .execute("replay", "--last", "1h", "--json");
    assertThat(code).isZero();
    return sum;
  }

  /** Forgets what is written but for its hash and its length. */
  private static final class Sum extends Writer {
    private final MessageDigest sha = MessageDigest.getInstance("SHA-256");
    private long bytes;

    Sum() throws Exception {}

    @Override
    public void write(char[] text, int from, int length) {
      byte[] utf8 = new String(text, from, length).getBytes(StandardCharsets.UTF_8);
      sha.update(utf8);
      bytes += utf8.length;
    }

    String hex() throws CloneNotSupportedException {
      return HexFormat.of().formatHex(((MessageDigest) sha.clone()).digest());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
