package dev.groundhog.bench;

import dev.groundhog.standalone.broker.EmbeddedBroker;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * The parts of {@code bench/agent/run} that need Kafka.
 *
 * <pre>
 *   broker FILE               starts a broker, writes its address to FILE, ends with its standard input
 *   produce ADDRESS N BYTES   the limit: a loop that sends N records with the agent's settings
 * </pre>
 */
public final class DrainBench {
  private static final String TOPIC = "groundhog.bench";

  private DrainBench() {}

  public static void main(String[] args) throws Exception {
    if (args.length == 2 && args[0].equals("broker")) {
      broker(Path.of(args[1]));
    } else if (args.length == 4 && args[0].equals("produce")) {
      produce(args[1], Integer.parseInt(args[2]), Integer.parseInt(args[3]));
    } else {
      System.err.println("usage: DrainBench broker FILE | produce ADDRESS N BYTES");
      System.exit(2);
    }
  }

  private static void broker(Path file) throws Exception {
    Path data = Files.createTempDirectory("groundhog-bench");
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, data)) {
      Files.writeString(file, broker.bootstrapServers(), StandardCharsets.UTF_8);
      while (System.in.read() >= 0) {
        // Until whoever started it closes the pipe.
      }
    }
    System.exit(0);
  }

  /** One request at a time, no lingering, acknowledged by all: what the agent's order needs. */
  private static void produce(String servers, int records, int bytes) throws Exception {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers",
            servers,
            "linger.ms",
            0,
            "max.in.flight.requests.per.connection",
            1);
    try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", servers))) {
      // The agent's topic has as many, of which one host writes one.
      admin.createTopics(List.of(new NewTopic(TOPIC, 12, (short) 1))).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) throw e;
    }
    try (KafkaProducer<String, byte[]> producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer())) {
      byte[] value = new byte[bytes];
      producer.send(new ProducerRecord<>(TOPIC, "host", value)).get();
      long began = System.nanoTime();
      for (int i = 0; i < records; i++) {
        Future<?> unused = producer.send(new ProducerRecord<>(TOPIC, "host", value));
      }
      producer.flush();
      double seconds = (System.nanoTime() - began) / 1e9;
      System.out.printf(Locale.ROOT, "%.0f%n", records / seconds);
    }
  }
}
