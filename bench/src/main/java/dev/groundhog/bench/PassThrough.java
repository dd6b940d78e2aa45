package dev.groundhog.bench;

import dev.groundhog.events.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.jspecify.annotations.Nullable;

/**
 * The limit for the live pipeline: the same hops with the same settings, exactly once, which hand
 * bytes on without judgement: every record through all of them and no state, or as many from hop to
 * hop as the pipeline, with as many rows as its desks write. For each row that is written one is
 * read; what the desks read besides is not in it.
 */
final class PassThrough implements AutoCloseable {
  private static final String OUT = "pass-through-out";

  /** A prime, of which each hop takes its share of the remainders. */
  private static final long MIXED = 1_000_003;

  private final KafkaStreams streams;

  /**
   * @param id its consumer group's, and the beginning of its topics' names
   * @param like what the hops hand on and keep; null: all, and nothing
   */
  PassThrough(String id, String servers, Path state, int partitions, @Nullable Shape like) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> events =
        builder.stream(
            Topic.UNIT_EVENTS.topicName(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
    if (like != null) events = share(events.process(like.rows().get(0)), like.signals(), 31);
    KStream<byte[], byte[]> signals = events.repartition(hop("signals", partitions));
    if (like != null)
      signals = share(signals.process(like.rows().get(1)), like.revisions(), 7_919_017);
    signals
        .repartition(hop("revisions", 1))
        .to(OUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    streams = new KafkaStreams(builder.build(), properties(id, servers, state));
  }

  /** By content, so that no counter is needed; each hop by another number, or it took the same. */
  private static KStream<byte[], byte[]> share(
      KStream<byte[], byte[]> records, double share, long factor) {
    long limit = Math.round(share * MIXED);
    return records.filter(
        (key, value) -> Math.floorMod(Arrays.hashCode(value) * factor, MIXED) < limit);
  }

  static String out() {
    return OUT;
  }

  private static Repartitioned<byte[], byte[]> hop(String name, int partitions) {
    return Repartitioned.<byte[], byte[]>as(name)
        .withKeySerde(Serdes.ByteArray())
        .withValueSerde(Serdes.ByteArray())
        .withNumberOfPartitions(partitions);
  }

  /** As streams-app's. */
  private static Properties properties(String id, String servers, Path state) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, id);
    properties.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 2);
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 30);
    properties.put(StreamsConfig.producerPrefix("linger.ms"), 100);
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
    properties.put(StreamsConfig.consumerPrefix("auto.offset.reset"), "earliest");
    return properties;
  }

  void start() {
    streams.start();
  }

  @Override
  public void close() {
    boolean unused =
        streams.close(
            CloseOptions.groupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP)
                .withTimeout(Duration.ofSeconds(10)));
  }
}
