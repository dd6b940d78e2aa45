package dev.groundhog.streams;

import dev.groundhog.runtime.kafka.DeadLetter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The dead letters of one record: none as a rule, one when it could not be judged, one more for
 * each look that was given up on its way.
 */
final class Letters {
  private static final Logger log = LoggerFactory.getLogger(Letters.class);

  private final String desk;
  private final RecordMetadata place;
  private final byte @Nullable [] key;
  private final Supplier<byte @Nullable []> value;
  private List<ProducerRecord<byte[], byte[]>> letters = List.of();

  /**
   * @param value asked for only when there is a letter
   */
  Letters(
      String desk, RecordMetadata place, byte @Nullable [] key, Supplier<byte @Nullable []> value) {
    this.desk = desk;
    this.place = place;
    this.key = key;
    this.value = value;
  }

  /** The desk threw: a bug of ours; the letter keeps the record for the mending. */
  void add(NotJudgedException e) {
    log.error(
        "the {} threw on {} partition {} offset {}; the record is a dead letter",
        desk,
        place.topic(),
        place.partition(),
        place.offset(),
        e);
    add("the " + desk + ": " + e.getMessage());
  }

  /**
   * @param reason for a person
   */
  void add(String reason) {
    if (letters.isEmpty()) letters = new ArrayList<>();
    letters.add(
        DeadLetter.of(place.topic(), place.partition(), place.offset(), key, value.get(), reason));
  }

  /** As what is sent on. */
  <V> List<Judged<V>> written() {
    return letters.stream().map(letter -> Judged.<V>dead(letter)).toList();
  }
}
