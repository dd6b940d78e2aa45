package dev.groundhog.standalone.broker;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * A transaction that a partition holds open, and whether anybody will ever end it. Pure.
 *
 * @param producerEpoch the one the transaction was written with; 0 to 32767
 * @param coordinatorEpoch of the last marker that this producer had on the partition; 0 if it had
 *     none
 * @param startOffset of its first record; what {@code read_committed} readers stop before
 */
record OpenTransaction(
    TopicPartition partition,
    long producerId,
    short producerEpoch,
    int coordinatorEpoch,
    long startOffset) {

  /** The open transaction of one producer on a partition, if it has one there. */
  static Optional<OpenTransaction> of(TopicPartition partition, ProducerState producer) {
    if (producer.currentTransactionStartOffset().isEmpty()) return Optional.empty();
    return Optional.of(
        new OpenTransaction(
            partition,
            producer.producerId(),
            (short) producer.producerEpoch(),
            producer.coordinatorEpoch().orElse(0),
            producer.currentTransactionStartOffset().getAsLong()));
  }

  /**
   * Why nobody will end it; empty if the coordinator will, or may.
   *
   * <p>Holds only if the partition showed it open before the coordinator was asked, and shows it
   * still open after: a coordinator calls a transaction complete when the markers are written.
   *
   * @param known what the transaction coordinator knows, by producer id
   */
  Optional<String> whyHanging(Map<Long, TransactionDescription> known) {
    TransactionDescription knows = known.get(producerId);
    if (knows == null) return Optional.of("the coordinator does not know its producer");
    String words = "the coordinator has its producer " + knows.state() + " at epoch ";
    return switch (knows.state()) {
      case EMPTY, COMPLETE_COMMIT, COMPLETE_ABORT -> Optional.of(words + knows.producerEpoch());
      // A later transaction of the same producer; the earlier one was ended before it began.
      case ONGOING ->
          knows.producerEpoch() > producerEpoch
              ? Optional.of(words + knows.producerEpoch())
              : Optional.empty();
      // Its markers are on their way, with an epoch that is already the next one.
      case PREPARE_COMMIT, PREPARE_ABORT, PREPARE_EPOCH_FENCE, UNKNOWN -> Optional.empty();
    };
  }
}
