package dev.groundhog.bench;

import dev.groundhog.events.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
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

/**
 * The limit for the live pipeline: the same hops with the same settings, exactly once, which hand
 * bytes on without judgement. The first hop hands every record on, or only so many as the pipeline
 * does, which sends few of them further. The first two may keep as many rows as the desks do.
 */
final class PassThrough implements AutoCloseable {
  private static final String OUT = "pass-through-out";

  private final KafkaStreams streams;

  /**
   * @param id its consumer group's, and the beginning of its topics' names
   * @param oneIn how many records there are for each that is handed on
   * @param rows what the first and the second hop keep; empty: nothing
   */
  PassThrough(
      String id, String servers, Path state, int partitions, int oneIn, List<WithRows> rows) {
    StreamsBuilder builder = new StreamsBuilder();
    KStream<byte[], byte[]> events =
        builder.stream(
            Topic.UNIT_EVENTS.topicName(), Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()));
    if (!rows.isEmpty()) events = events.process(rows.get(0));
    // A share by content, so that no counter is needed.
    KStream<byte[], byte[]> first =
        events.filter((key, value) -> Math.floorMod(Arrays.hashCode(value), oneIn) == 0);
    KStream<byte[], byte[]> second = first.repartition(hop("signals", partitions));
    if (!rows.isEmpty()) second = second.process(rows.get(1));
    second
        .repartition(hop("revisions", 1))
        .to(OUT, Produced.with(Serdes.ByteArray(), Serdes.ByteArray()));
    streams = new KafkaStreams(builder.build(), properties(id, servers, state));
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
