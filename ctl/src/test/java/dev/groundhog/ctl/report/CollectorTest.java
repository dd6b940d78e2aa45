package dev.groundhog.ctl.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.groundhog.ctl.timeline.Filter;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.events.EventType;
import dev.groundhog.events.ServiceResult;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CollectorTest {
  private static final Instant BEGIN = RecordedIncident.BEGIN;

  @Test
  void the_same_log_gives_the_same_page() {
    assertThat(Page.of(ReportPages.report(ReportPages.few())))
        .isEqualTo(Page.of(ReportPages.report(ReportPages.few())));
  }

  @Test
  void every_crash_of_the_log_is_on_a_lane_and_has_its_cause() {
    Report report = ReportPages.report(ReportPages.twelve());
    long onLanes = report.lanes().stream().mapToLong(Report.LaneShown::crashes).sum();
    long ofCauses = report.causes().stream().mapToLong(Report.CauseShown::crashes).sum();
    assertThat(onLanes).isEqualTo(report.totals().crashes()).isEqualTo(marks(report, Mark.CRASH));
    assertThat(ofCauses).isEqualTo(onLanes);
    assertThat(report.grain()).isZero();
    assertThat(marks(report, Mark.GAVE_UP)).isEqualTo(1);
    assertThat(report.silences()).singleElement().extracting("host").isEqualTo("web-9");
    assertThat(report.said())
        .extracting("text")
        .containsExactly("deploy chat 1.4.2", "roll back to chat 1.4.1");
  }

  @Test
  void an_incident_is_told_with_its_reasons_and_says_how_it_ended() {
    Report report = ReportPages.report(ReportPages.twelve());
    Report.IncidentShown incident = report.incidents().get(0);
    assertThat(incident.ending()).isEqualTo("recovered");
    assertThat(incident.told()).extracting("reason").startsWith("host-loop").endsWith("recovered");
    assertThat(incident.alert()).contains("\"knownHosts\":12").doesNotContain("\"sample\"");
    assertThat(incident.rules()).contains("hostLoop", "3 crashes in 5m");
  }

  @Test
  void news_that_a_silence_held_back_says_whose() {
    Instant from = BEGIN.plus(Duration.ofMinutes(24));
    Report report =
        ReportPages.report(ReportPages.few().silenced(from, from.plus(Duration.ofMinutes(6))));
    assertThat(report.incidents().get(0).told())
        .extracting("reason", "heldBack")
        .contains(tuple("host-loop", null), tuple("spread", "known, being rolled back, ann"));
    assertThat(report.said()).extracting("type").contains("silence");
  }

  @Test
  void a_run_lasts_from_its_start_to_its_stop() {
    Collector collector = collector();
    collector.event(event(EventType.STARTING), at(10), Verdict.STARTED, List.of());
    collector.event(event(EventType.STOPPED), at(69), Verdict.CRASH, List.of());
    collector.event(event(EventType.STARTING), at(70), Verdict.STARTED, List.of());
    collector.event(event(EventType.STOPPED), at(75), Verdict.PLANNED, List.of());
    Report.RunColumns runs = report(collector).lanes().get(0).runs();
    assertThat(runs.from()).containsExactly(0L, 60_000L);
    assertThat(runs.to()).containsExactly(59_000L, 65_000L);
    assertThat(runs.flags()).containsExactly(0, 0);
  }

  @Test
  void without_starts_nobody_claims_that_it_ran() {
    Collector collector = collector();
    collector.event(event(EventType.STOPPED), at(10), Verdict.CRASH, List.of());
    collector.event(event(EventType.STOPPED), at(60), Verdict.CRASH, List.of());
    assertThat(report(collector).lanes().get(0).runs().from()).isEmpty();
  }

  @Test
  void a_repeated_event_is_no_second_crash() {
    Collector collector = collector();
    collector.event(event(EventType.STOPPED), at(10), Verdict.CRASH, List.of());
    collector.event(event(EventType.STOPPED), at(11), Verdict.DUPLICATE, List.of());
    assertThat(report(collector).lanes().get(0).crashes()).isEqualTo(1);
  }

  @Property
  void however_much_is_merged_the_sums_are_exact(
      @ForAll @Size(min = 1, max = 400) List<@IntRange(max = 100_000) Integer> seconds,
      @ForAll @IntRange(min = 32, max = 64) int room) {
    Lanes lanes = new Lanes(room);
    for (int second : seconds) {
      Lane lane = lanes.of("web-" + second % 2, "chat.service");
      lane.started(second * 1000L - 500);
      lane.stopped(Mark.CRASH, second * 1000L, second % 3 - 1, 0);
      lanes.keepWithinBounds();
    }
    List<Report.LaneShown> shown = lanes.shown(0, 100_000_000L, new Hearing(), new int[] {0, 1});
    long merged = shown.stream().flatMap(lane -> lane.marks().n().stream()).mapToLong(n -> n).sum();
    long counted = shown.stream().mapToLong(Report.LaneShown::crashes).sum();
    assertThat(merged).isEqualTo(seconds.size()).isEqualTo(counted);
    int items = shown.stream().mapToInt(lane -> lane.marks().at().size()).sum();
    assertThat(items).isLessThanOrEqualTo(room + room / 4);
  }

  @Test
  void hostile_text_stays_text_and_does_not_fill_the_page() {
    String page = Page.of(report(Hostile.collector(new Filter(null, null))));
    String data = page.substring(page.indexOf("id=\"groundhog-report\">") + 22);
    data = data.substring(0, data.indexOf("</script>"));
    assertThat(data).endsWith("}").contains("\\u003c/script\\u003e").doesNotContain("<", "\u2028");
    assertThat(data.length()).as("of 8 MB of log").isLessThan(60_000);
  }

  private static Collector collector() {
    return new Collector(new Filter(null, null), ZoneOffset.UTC);
  }

  private static Report report(Collector collector) {
    return collector.report("groundhogctl replay", Speech.read(ReportPages.few()));
  }

  private static Instant at(int second) {
    return BEGIN.plusSeconds(second);
  }

  private static long marks(Report report, int kind) {
    long sum = 0;
    for (Report.LaneShown lane : report.lanes()) {
      for (int i = 0; i < lane.marks().kind().size(); i++) {
        if (lane.marks().kind().get(i) == kind) sum += lane.marks().n().get(i);
      }
    }
    return sum;
  }

  private static UnitEvent event(EventType type) {
    return UnitEventBuilder.builder()
        .type(type)
        .host("web-1")
        .unit("chat.service")
        .result(type == EventType.STOPPED ? ServiceResult.SIGNAL : null)
        .build();
  }
}
