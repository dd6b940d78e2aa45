package dev.groundhog.streams;

import dev.groundhog.events.Topic;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A record that the broker does not take. A dead letter is given up, because it must never stop
 * what it was made to save; anything else stops the stream thread, which starts again from its last
 * commit.
 */
public final class ProductionTrouble implements ProductionExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(ProductionTrouble.class);

  @Override
  public void configure(Map<String, ?> configs) {}

  @Override
  public Response handleError(
      ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception exception) {
    if (!record.topic().equals(Topic.DEAD_LETTERS.topicName())) return Response.fail();
    log.error(
        "a dead letter was given up; its original stands in {} partition {} offset {}: {}",
        context.topic(),
        context.partition(),
        context.offset(),
        exception.getMessage());
    return Response.resume();
  }
}
