package dev.groundhog.ctl.report;

import dev.groundhog.ctl.log.LogRecord;
import dev.groundhog.ctl.log.Source;
import dev.groundhog.ctl.rules.Explanation;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import dev.groundhog.events.ControlEvent.ControlType;
import dev.groundhog.events.MalformedEventException;
import dev.groundhog.events.Mute;
import dev.groundhog.events.Silence;
import dev.groundhog.events.Wire;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What people said, and by which rules was judged. */
public final class Speech {
  private static final int MAX = 500;
  private static final int MAX_TEXT = 64 * 1024;

  private final Map<String, Report.Said> said = new LinkedHashMap<>();
  private final NavigableMap<Long, Report.RulesShown> rules = new TreeMap<>();
  private final boolean fixed;

  private Speech(boolean fixed) {
    this.fixed = fixed;
  }

  /** Of the control topic. */
  public static Speech read(Source source) {
    Speech speech = new Speech(false);
    source.controlEvents(speech::take);
    return speech;
  }

  /**
   * Of the control topic, but judged by other rules.
   *
   * @param name of the rules
   * @param text of the rules, as {@link RulesFile} reads them
   */
  public static Speech read(Source source, String name, String text) {
    Speech speech = new Speech(true);
    source.controlEvents(speech::take);
    speech.rules.put(Long.MIN_VALUE, new Report.RulesShown(null, name, cut(text)));
    return speech;
  }

  private void take(LogRecord record) {
    try {
      ControlEvent event = Wire.CONTROL.decode(record.value());
      long appended = record.appended().toEpochMilli();
      if (event.type() == ControlType.RULES) {
        if (fixed) return;
        String name = "from the control topic" + (event.by() == null ? "" : ", by " + event.by());
        rules.put(appended, new Report.RulesShown(appended, name, cut(event.rules())));
      } else {
        said.put(event.type() + " " + event.id(), said(event, appended));
      }
    } catch (MalformedEventException e) {
      // Nobody of ours has said that.
    }
  }

  private static Report.Said said(ControlEvent event, long appended) {
    Silence silence = event.silence();
    String type = Wording.word(event.type());
    if (silence != null) {
      return new Report.Said(
          silence.from().toEpochMilli(),
          silence.until().toEpochMilli(),
          type,
          event.by(),
          event.text(),
          about(silence));
    }
    Instant happened = event.type() == ControlType.MARK ? event.at() : null;
    long at = happened == null ? appended : happened.toEpochMilli();
    Mute mute = event.mute();
    String about =
        mute != null
            ? mute.channel() + ' ' + mute.times()
            : event.incident() == null ? event.unit() : event.incident();
    return new Report.Said(at, null, type, event.by(), event.text(), about);
  }

  private static String about(Silence silence) {
    List<String> parts = new ArrayList<>();
    if (silence.unit() != null) parts.add("unit " + silence.unit());
    if (silence.host() != null) parts.add("host " + silence.host());
    silence.labels().forEach((label, value) -> parts.add(label + '=' + value));
    if (silence.scope() != null) parts.add("scope " + Wording.word(silence.scope()));
    return String.join(", ", parts);
  }

  /** What was said between two moments, or held then, in the order of time. */
  List<Report.Said> with(List<Report.Said> notes, long from, long to) {
    return Stream.concat(said.values().stream(), notes.stream())
        .filter(one -> one.at() <= to && (one.until() == null ? one.at() : one.until()) >= from)
        .sorted(Comparator.comparingLong(Report.Said::at))
        .limit(MAX)
        .toList();
  }

  /** Those in force at some moment of these, the oldest first; empty: the built-in ones. */
  List<Report.RulesShown> rules(long from, long to) {
    Long first = rules.floorKey(from);
    return List.copyOf(rules.subMap(first == null ? from : first, true, to, true).values());
  }

  /** How an incident's unit was judged when it was opened; null: it is of no one unit. */
  @Nullable String explain(Alert alert) {
    String unit = alert.unit();
    if (unit == null) return null;
    Map.Entry<Long, Report.RulesShown> version =
        rules.isEmpty() ? null : rules.floorEntry(alert.openedAt().toEpochMilli());
    if (version == null && !rules.isEmpty()) version = rules.firstEntry();
    if (version == null)
      return Explanation.of(Rules.BUILT_IN, "the built-in rules", unit, alert.labels());
    String text = version.getValue().text();
    try {
      Rules parsed = RulesFile.parse(text == null ? "" : text);
      return Explanation.of(parsed, "the rules " + version.getValue().name(), unit, alert.labels());
    } catch (InvalidRulesException e) {
      return null;
    }
  }

  private static @Nullable String cut(@Nullable String text) {
    return text == null || text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT) + "…";
  }
}
