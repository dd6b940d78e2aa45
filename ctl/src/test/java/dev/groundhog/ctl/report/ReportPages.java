package dev.groundhog.ctl.report;

import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.replay.Replay;
import dev.groundhog.ctl.replay.TimeRange;
import dev.groundhog.ctl.timeline.Filter;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;

/** Report pages of recorded incidents: for tests, and for the pictures in docs. */
public final class ReportPages {
  private ReportPages() {}

  /** {@code few FILE} or {@code many FILE}. */
  public static void main(String[] args) throws Exception {
    Page.write(report(of(args[0])), Path.of(args[1]));
  }

  private static RecordedIncident of(String name) {
    return name.equals("few")
        ? few()
        : name.equals("many") ? many() : name.equals("crowd") ? crowd() : twelve();
  }

  static RecordedIncident few() {
    return RecordedIncident.of(3, 2, 45);
  }

  static RecordedIncident twelve() {
    return RecordedIncident.of(12, 7, 60);
  }

  static RecordedIncident many() {
    return RecordedIncident.of(200, 140, 60);
  }

  /** More than 100,000 events on 200 hosts. */
  static RecordedIncident crowd() {
    return RecordedIncident.of(200, 200, 3);
  }

  static Report report(Source log) {
    return report(log, RecordedIncident.BEGIN, Source.LATEST);
  }

  static Report report(Source log, Instant from, Instant to) {
    Collector collector = new Collector(new Filter(null, null), ZoneOffset.UTC);
    new Replay(log).run(new TimeRange(from, to), null, collector);
    String command = "groundhogctl replay --from 2026-11-22T11:00:00Z --utc --report incident.html";
    return collector.report(command, Speech.read(log));
  }
}
