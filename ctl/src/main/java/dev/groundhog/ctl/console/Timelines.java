package dev.groundhog.ctl.console;

import dev.groundhog.ctl.incidents.Detail;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.report.Collector;
import dev.groundhog.ctl.report.Speech;
import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the timeline of an incident shows, made by a replay of the log when somebody looks at it:
 * one replay at a time, a few that wait, the last ones kept by revision.
 */
final class Timelines implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Timelines.class);
  private static final int KEPT = 8;
  private static final int WAITING = 8;

  /** After a failure. */
  private static final Duration AGAIN = Duration.ofSeconds(30);

  /** What led to it. */
  private static final Duration BEFORE = Duration.ofMinutes(5);

  /** Of one that lasts longer the last part is shown. */
  private static final Duration LONGEST = Duration.ofHours(24);

  private final Source source;
  private final ZoneId zone;
  private final Duration patience;
  private final Set<String> working = new HashSet<>();
  private final Map<String, Made> made =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Made> eldest) {
          return size() > KEPT;
        }
      };
  private final ThreadPoolExecutor executor =
      new ThreadPoolExecutor(
          1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), run -> daemon(run));

  /**
   * One that was made, or could not be.
   *
   * @param report the document; null: it could not be made
   * @param why in words for whoever looks; null: it was made
   */
  private record Made(int revision, @Nullable String report, @Nullable String why, Instant at) {
    /** A broker that was away for a moment is no reason for ever. */
    boolean isToBeTriedAgain() {
      return report == null && Instant.now().isAfter(at.plus(AGAIN));
    }
  }

  /**
   * How a timeline stands.
   *
   * @param state {@code ready}, {@code working}, {@code busy} or {@code failed}
   * @param revision that the report shows; it may be an older one while a newer is at work
   * @param report a document of {@link dev.groundhog.ctl.report.Report}
   */
  record Answer(String state, int revision, @Nullable String report, @Nullable String why) {}

  /**
   * @param zone in which times are shown
   * @param patience reading for one that takes longer is given up
   */
  Timelines(Source source, ZoneId zone, Duration patience) {
    this.source = source;
    this.zone = zone;
    this.patience = patience;
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "timeline");
    thread.setDaemon(true);
    return thread;
  }

  /** The timeline of this revision, or the newest there is while that one is being made. */
  synchronized Answer of(Detail detail) {
    Alert alert = detail.alert();
    String id = alert.incident();
    Made last = made.get(id);
    if (last != null && last.revision() >= alert.revision() && !last.isToBeTriedAgain()) {
      return answer(last, last.report() == null ? "failed" : "ready");
    }
    String state = working.contains(id) || begin(detail) ? "working" : "busy";
    return last == null ? new Answer(state, 0, null, null) : answer(last, state);
  }

  private static Answer answer(Made made, String state) {
    return new Answer(state, made.revision(), made.report(), made.why());
  }

  private boolean begin(Detail detail) {
    String id = detail.alert().incident();
    try {
      working.add(id);
      executor.execute(() -> make(detail));
      return true;
    } catch (RejectedExecutionException e) {
      working.remove(id);
      return false;
    }
  }

  private void make(Detail detail) {
    Made result;
    int revision = detail.alert().revision();
    try {
      result = new Made(revision, report(detail), null, Instant.now());
    } catch (InterruptException e) {
      // The console is being closed.
      return;
    } catch (RuntimeException | Error e) {
      log.warn("no timeline of {}: {}", detail.summary().shortId(), e.toString());
      result = new Made(revision, null, String.valueOf(e.getMessage()), Instant.now());
    } finally {
      synchronized (this) {
        working.remove(detail.alert().incident());
      }
    }
    synchronized (this) {
      made.put(detail.alert().incident(), result);
    }
  }

  private String report(Detail detail) {
    Alert alert = detail.alert();
    Collector collector = new Collector(filter(alert), zone);
    Source read = new Impatient(source, patience);
    new Replay(read).run(range(alert), null, collector);
    return collector.report(detail.replay(), Speech.read(read)).toJson();
  }

  private static TimeRange range(Alert alert) {
    Instant end = alert.state().isOver() ? alert.at().plus(Duration.ofMinutes(1)) : null;
    Instant begin = alert.firstCrashAt().minus(BEFORE);
    Instant earliest = (end == null ? alert.at() : end).minus(LONGEST);
    return new TimeRange(
        begin.isBefore(earliest) ? earliest : begin, end == null ? Source.LATEST : end);
  }

  private static Filter filter(Alert alert) {
    boolean host = alert.scope() == Scope.HOST && !alert.hosts().isEmpty();
    String only = host ? alert.hosts().get(0).host() : null;
    return new Filter(alert.scope() == Scope.UNIT ? alert.unit() : null, only);
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
