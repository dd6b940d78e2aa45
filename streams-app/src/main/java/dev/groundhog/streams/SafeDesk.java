package dev.groundhog.streams;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.Draft;
import dev.groundhog.engine.Table;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A desk that judges a record wholly or not at all: what it writes reaches its tables once it has
 * returned. When it throws, its writes are dropped and it is made anew, whatever it had in memory.
 *
 * <p>A bug of ours must cost one record and not the pipeline. Trouble of Kafka Streams itself (a
 * lost task, a broken store) is not of the record's making: it passes through, and the thread must
 * hear of it.
 */
final class SafeDesk<D> {
  private final Function<Draft, D> maker;
  private final Table<String> agenda;
  private Draft draft = new Draft();
  private D desk;

  /**
   * @param maker makes the desk on tables over which the draft lies
   * @param agenda the desk's own, without a draft
   */
  SafeDesk(Function<Draft, D> maker, Table<String> agenda) {
    this.maker = maker;
    this.agenda = agenda;
    this.desk = maker.apply(draft);
  }

  /**
   * Has the desk judge one record. Where something whose date had come could not be looked at, that
   * date is deleted and the record gets another try: it is not to blame, and what stands in the
   * agenda would be in the way of every other record for ever.
   *
   * @param lost hears of each look that was given up
   * @throws NotJudgedException when the desk threw
   */
  <R> R judge(Function<D, R> work, Consumer<NotJudgedException> lost) throws NotJudgedException {
    while (true) {
      try {
        return judge(work);
      } catch (Agenda.LookFailedException e) {
        agenda.delete(e.key());
        lost.accept(new NotJudgedException(e));
      }
    }
  }

  private <R> R judge(Function<D, R> work) throws NotJudgedException {
    R outcome;
    try {
      outcome = work.apply(desk);
    } catch (RuntimeException | StackOverflowError e) {
      draft = new Draft();
      desk = maker.apply(draft);
      rethrowTrouble(e);
      if (e instanceof Agenda.LookFailedException look) throw look;
      throw new NotJudgedException(e);
    }
    // Not in the try: a store that fails half way needs the transaction to be aborted.
    draft.apply();
    return outcome;
  }

  private static void rethrowTrouble(Throwable thrown) {
    for (Throwable e = thrown; e != null; e = e.getCause()) {
      if (e instanceof SerializationException) return;
      if (e instanceof KafkaException trouble) throw trouble;
    }
  }
}
