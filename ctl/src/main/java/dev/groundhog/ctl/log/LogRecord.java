package dev.groundhog.ctl.log;

import dev.groundhog.events.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
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

  /**
   * Of an imported record: the offset that it had, eight bytes. What has no id of its own is known
   * by its place in the log, so it must keep that place.
   */
  public static final String OFFSET_HEADER = "groundhog-offset";

  /**
   * @param imported whether {@link #OFFSET_HEADER} counts: on the live topics anybody could write
   *     it
   */
  static LogRecord of(Topic topic, ConsumerRecord<String, byte[]> record, boolean imported) {
    return new LogRecord(
        topic,
        record.partition(),
        imported ? offsetBefore(record) : record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        record.key(),
        record.value());
  }

  private static long offsetBefore(ConsumerRecord<String, byte[]> record) {
    Header header = record.headers().lastHeader(OFFSET_HEADER);
    if (header == null || header.value() == null || header.value().length != Long.BYTES) {
      return record.offset();
    }
    return ByteBuffer.wrap(header.value()).getLong();
  }
}
