package dev.groundhog.ctl.log;

import dev.groundhog.events.Topic;
import dev.groundhog.runtime.kafka.KafkaSettings;
import dev.groundhog.runtime.settings.Settings;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The unit events of a broker, and then those that come. What stood there when it was opened is
 * read in the total order; what comes later as it comes, which across partitions can differ from
 * that order by a moment. A broker that goes away while it follows is waited for.
 */
public final class LiveLog implements AutoCloseable {
  private final MergedLog log;

  private LiveLog(MergedLog log) {
    this.log = log;
  }

  /**
   * @param from first append time; {@link Source#LATEST} for none of those that are there
   * @param to last append time of those that are there; {@link Source#LATEST} for all
   */
  public static LiveLog unitEvents(Settings settings, Instant from, Instant to) {
    Map<String, Object> client = KafkaSettings.consumer(settings);
    client.put("default.api.timeout.ms", "10000");
    return new LiveLog(MergedLog.open(client, Topic.UNIT_EVENTS.topicName(), from, to));
  }

  /**
   * @param follow whether to go on with what comes
   * @param stop asked after each record, and some times a second while none come
   */
  public void read(boolean follow, Consumer<LogRecord> reader, BooleanSupplier stop) {
    log.forEach(record -> reader.accept(LogRecord.of(Topic.UNIT_EVENTS, record, false)), stop);
    if (follow) {
      log.follow(record -> reader.accept(LogRecord.of(Topic.UNIT_EVENTS, record, false)), stop);
    }
  }

  @Override
  public void close() {
    log.close();
  }
}
