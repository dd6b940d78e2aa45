package dev.groundhog.standalone.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class OpenTransactionTest {
  private static final TopicPartition OFFSETS = new TopicPartition("__consumer_offsets", 0);
  private static final OpenTransaction OPEN = new OpenTransaction(OFFSETS, 4, (short) 8, 0, 48);

  @ParameterizedTest
  @CsvSource({
    // the coordinator's state, its epoch for the producer; open is one of epoch 8
    "EMPTY,               10, true",
    "EMPTY,                8, true",
    "COMPLETE_ABORT,       9, true",
    "COMPLETE_COMMIT,      9, true",
    "ONGOING,              9, true",
    "ONGOING,              8, false",
    "ONGOING,              7, false",
    "PREPARE_COMMIT,       8, false",
    "PREPARE_COMMIT,       9, false",
    "PREPARE_ABORT,        8, false",
    "PREPARE_ABORT,        9, false",
    "PREPARE_EPOCH_FENCE,  9, false",
    "UNKNOWN,              9, false",
  })
  void it_hangs_when_the_coordinator_is_done_with_it(
      TransactionState state, int epoch, boolean hangs) {
    assertThat(OPEN.whyHanging(Map.of(4L, known(4, state, epoch))).isPresent()).isEqualTo(hangs);
  }

  @Test
  void it_hangs_when_the_coordinator_knows_only_other_producers() {
    assertThat(OPEN.whyHanging(Map.of(5L, known(5, TransactionState.ONGOING, 8)))).isPresent();
  }

  @Test
  void why_it_hangs_says_what_the_coordinator_has() {
    assertThat(OPEN.whyHanging(Map.of(4L, known(4, TransactionState.EMPTY, 10))))
        .hasValue("the coordinator has its producer Empty at epoch 10");
  }

  @Test
  void a_producer_without_a_transaction_start_has_none_open() {
    var idle = new ProducerState(4, 8, 0, 0, OptionalInt.of(0), OptionalLong.empty());
    assertThat(OpenTransaction.of(OFFSETS, idle)).isEmpty();
    var open = new ProducerState(4, 8, 0, 0, OptionalInt.empty(), OptionalLong.of(48));
    assertThat(OpenTransaction.of(OFFSETS, open)).hasValue(OPEN);
  }

  private static TransactionDescription known(long producerId, TransactionState state, int epoch) {
    return new TransactionDescription(
        1, state, producerId, epoch, 10_000, OptionalLong.empty(), Set.of());
  }
}
