package dev.groundhog.ctl.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.groundhog.engine.rehearsal.Totals;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report shows; the package's comment says what each field is. Made by {@link Collector},
 * written down by {@link #toJson}.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Report(
    int v,
    String command,
    String zone,
    long from,
    long to,
    Totals totals,
    long grain,
    long lanesOmitted,
    long incidentsOmitted,
    long shed,
    List<String> exits,
    List<CauseShown> causes,
    List<LaneShown> lanes,
    List<HostSilence> silences,
    List<IncidentShown> incidents,
    List<Said> said,
    List<RulesShown> rules) {

  /** The version of the shape that this code writes. */
  public static final int VERSION = 1;

  /** The document; the same report gives the same text. Not yet fit for HTML: {@link Page} is. */
  public String toJson() {
    return ReportJson.write(this);
  }

  /** What crashes looked like. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record CauseShown(
      String fingerprint,
      String title,
      boolean decisive,
      long crashes,
      int hosts,
      @Nullable Sample sample) {}

  /** The tail of one crash. */
  record Sample(String host, long at, List<String> lines) {}

  /** A unit on a host. */
  record LaneShown(
      String host,
      String unit,
      String family,
      long crashes,
      long starts,
      long planned,
      MarkColumns marks,
      RunColumns runs) {}

  /** Marks, column by column, in the order of time. */
  record MarkColumns(
      List<Long> at, List<Integer> kind, List<Integer> cause, List<Integer> exit, List<Long> n) {}

  /** Runs, column by column, in the order of time. */
  record RunColumns(List<Long> from, List<Long> to, List<Integer> flags) {}

  /** A time in which nothing was heard of a host. */
  record HostSilence(String host, long from, long to) {}

  /**
   * An incident.
   *
   * @param alert its newest revision, as the contract writes it
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record IncidentShown(
      @JsonRawValue @JsonProperty("alert") String alert,
      @Nullable String ending,
      @Nullable Long endedAt,
      List<Moment> told,
      int toldOmitted,
      int edited,
      @Nullable String rules) {}

  /**
   * What people were told, and why.
   *
   * @param heldBack why they were not, in the words of whoever silenced it; absent: they were
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Moment(
      long at,
      int revision,
      String reason,
      String severity,
      String state,
      String text,
      List<String> more,
      @Nullable String heldBack) {
    Moment heldBack(String why) {
      return new Moment(at, revision, reason, severity, state, text, more, why);
    }
  }

  /** What somebody said. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Said(
      long at,
      @Nullable Long until,
      String type,
      @Nullable String by,
      @Nullable String text,
      @Nullable String about) {}

  /** Rules, and since when they held; absent: from the start. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record RulesShown(@Nullable Long since, String name, @Nullable String text) {}
}
