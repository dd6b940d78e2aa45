package dev.groundhog.ctl.log;

import dev.groundhog.events.Topic;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record as it stands in a topic.
 *
 * @param partition from 0
 * @param offset within the partition; there can be gaps
 * @param appended when the broker wrote it; never goes back on a partition
 * @param value the bytes, whoever wrote them; null: a deletion. Not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared; the bytes are handed on as they are
public record LogRecord(
    Topic topic,
    int partition,
    long offset,
    Instant appended,
    @Nullable String key,
    byte @Nullable [] value) {

  static LogRecord of(Topic topic, ConsumerRecord<String, byte[]> record) {
    return new LogRecord(
        topic,
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value());
  }
}
