package dev.groundhog.standalone.broker;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeProducersResult;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Aborts transactions that a partition holds open although the coordinator is done with them.
 *
 * <p>A broker that starts after {@code kill -9} can skip the marker that ends a transaction when
 * the partition has no leader yet; it does not write it later. Such a transaction stays open for
 * ever: Kafka Streams waits without end for its committed offsets, and {@code read_committed}
 * readers stop before it. What the coordinator knows as ongoing is left alone, whoever wrote it.
 *
 * <p>Fails quietly, because it is tried again: what failed is logged at debug.
 */
public final class HangingTransactions {
  private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);

  /** Of each of the seven requests at most; a broker in this process answers in milliseconds. */
  private static final int TIMEOUT_MS = 3000;

  private final Admin admin;

  private HangingTransactions(Admin admin) {
    this.admin = admin;
  }

  /**
   * Looks at all partitions, internal ones too, once.
   *
   * @return how many transactions it aborted; each is also logged
   */
  public static int abortAll(String bootstrapServers) throws InterruptedException {
    Map<String, Object> client =
        Map.of(
            "bootstrap.servers", bootstrapServers,
            "client.id", "groundhog-hanging-transactions",
            "default.api.timeout.ms", TIMEOUT_MS,
            "request.timeout.ms", TIMEOUT_MS);
    Admin admin = null;
    try {
      admin = Admin.create(client);
      return new HangingTransactions(admin).abortAll();
    } catch (ExecutionException | KafkaException e) {
      log.debug("could not look for hanging transactions; will try again", e);
      return 0;
    } finally {
      if (admin != null) admin.close(Duration.ZERO);
    }
  }

  private int abortAll() throws ExecutionException, InterruptedException {
    Set<OpenTransaction> before = openOn(partitions());
    if (before.isEmpty()) return 0;
    Map<Long, TransactionDescription> known = known(before);
    Set<OpenTransaction> hanging = new LinkedHashSet<>(before);
    hanging.removeIf(open -> open.whyHanging(known).isEmpty());
    if (hanging.isEmpty()) return 0;
    // One that ended while the coordinator was asked is no longer there, or starts elsewhere.
    hanging.retainAll(
        openOn(hanging.stream().map(OpenTransaction::partition).collect(Collectors.toSet())));
    int aborted = 0;
    for (OpenTransaction open : hanging) {
      if (abort(open, open.whyHanging(known).orElseThrow())) aborted++;
    }
    return aborted;
  }

  private Set<TopicPartition> partitions() throws ExecutionException, InterruptedException {
    Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true)).names().get();
    return admin.describeTopics(topics).allTopicNames().get().values().stream()
        .flatMap(
            topic ->
                topic.partitions().stream()
                    .map(p -> new TopicPartition(topic.name(), p.partition())))
        .collect(Collectors.toSet());
  }

  /** A partition that does not answer is left out; the others are still looked at. */
  private Set<OpenTransaction> openOn(Set<TopicPartition> partitions) throws InterruptedException {
    DescribeProducersResult producers = admin.describeProducers(partitions);
    Set<OpenTransaction> open = new LinkedHashSet<>();
    for (TopicPartition partition : partitions) {
      try {
        producers.partitionResult(partition).get().activeProducers().stream()
            .flatMap(producer -> OpenTransaction.of(partition, producer).stream())
            .forEach(open::add);
      } catch (ExecutionException e) {
        log.debug("could not look for open transactions on {}", partition, e);
      }
    }
    return open;
  }

  /** What the coordinator knows of those producers, by producer id. */
  private Map<Long, TransactionDescription> known(Set<OpenTransaction> open)
      throws ExecutionException, InterruptedException {
    Set<Long> producers =
        open.stream().map(OpenTransaction::producerId).collect(Collectors.toSet());
    List<String> ids = new ArrayList<>();
    for (TransactionListing listed : admin.listTransactions().all().get()) {
      if (producers.contains(listed.producerId())) ids.add(listed.transactionalId());
    }
    Map<Long, TransactionDescription> known = new HashMap<>();
    if (ids.isEmpty()) return known;
    for (TransactionDescription one : admin.describeTransactions(ids).all().get().values()) {
      known.put(one.producerId(), one);
    }
    return known;
  }

  private boolean abort(OpenTransaction open, String why) throws InterruptedException {
    try {
      admin
          .abortTransaction(
              new AbortTransactionSpec(
                  open.partition(),
                  open.producerId(),
                  open.producerEpoch(),
                  open.coordinatorEpoch()))
          .all()
          .get();
    } catch (ExecutionException e) {
      log.debug("could not abort {}; will try again", open, e);
      return false;
    }
    log.warn(
        "aborted a hanging transaction on {} (producer id {}, epoch {}, open since offset {}): {}",
        open.partition(),
        open.producerId(),
        open.producerEpoch(),
        open.startOffset(),
        why);
    return true;
  }
}
