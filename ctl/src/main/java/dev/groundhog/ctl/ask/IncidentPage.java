package dev.groundhog.ctl.ask;

import dev.groundhog.ctl.incidents.Detail;
import dev.groundhog.ctl.incidents.Step;
import dev.groundhog.ctl.incidents.Summary;
import dev.groundhog.ctl.terminal.Colour;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.ctl.terminal.Screen;
import dev.groundhog.ctl.terminal.Table;
import dev.groundhog.ctl.terminal.Table.Cell;
import dev.groundhog.engine.rehearsal.Wording;
import dev.groundhog.events.Alert;
import dev.groundhog.events.ControlEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything about one incident, from the most to the least important. Pure. */
final class IncidentPage {
  /** Of a tail the end decides; all of it is in {@code --json}. */
  private static final int TAIL_LINES = 8;

  private final Detail detail;
  private final Alert alert;
  private final Screen screen;
  private final ZoneId zone;
  private final Instant now;
  private final List<String> lines = new ArrayList<>();

  IncidentPage(Detail detail, Screen screen, ZoneId zone, Instant now) {
    this.detail = detail;
    this.alert = detail.alert();
    this.screen = screen;
    this.zone = zone;
    this.now = now;
  }

  List<String> lines() {
    head();
    people();
    causes();
    hosts();
    members();
    history();
    lines.add("");
    lines.add(screen.paint(Colour.DIM, Plain.clean(alert.incident())));
    lines.add(detail.replay());
    return List.copyOf(lines);
  }

  private void head() {
    Summary summary = detail.summary();
    String state = Words.state(alert.state(), alert.severity());
    Colour colour = Words.colour(alert.state(), alert.severity());
    String painted = colour == null ? state : screen.paint(colour, state);
    lines.add(screen.paint(Colour.STRONG, Plain.clean(summary.subject())) + "  " + painted);
    fact(
        "crashes",
        "%s on %s %s, %s to %s"
            .formatted(
                Words.number(alert.crashes()),
                Words.hosts(summary),
                alert.hostCount() == 1 && alert.knownHosts() == null ? "host" : "hosts",
                time(alert.firstCrashAt()),
                time(alert.lastCrashAt())));
    String since = time(alert.openedAt()) + ", " + Wording.word(alert.openReason());
    String again = alert.reopened() == 0 ? "" : ", came back " + alert.reopened() + " times";
    fact("incident", since + again.replace(" 1 times", " once"));
    exits();
    for (Alert.Suspect suspect : alert.suspects()) {
      String healthy = suspect.healthy() == null ? "unknown" : suspect.healthy();
      fact(
          "suspect",
          "%s=%s: %s crashing, %s healthy"
              .formatted(suspect.label(), suspect.value(), suspect.crashing(), healthy));
    }
    if (!alert.labels().isEmpty()) fact("labels", pairs(alert.labels()));
    if (alert.partOf() != null) fact("part of", alert.partOf());
  }

  private void exits() {
    if (alert.exits().isEmpty()) return;
    List<String> exits = new ArrayList<>();
    alert.exits().entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(exit -> exits.add(exit.getKey() + " × " + Words.number(exit.getValue())));
    fact("exits", String.join(", ", exits));
  }

  private void people() {
    Summary summary = detail.summary();
    fact("told", told(summary));
    if (summary.hold() != null) {
      fact("held", Words.held(summary.hold(), now, zone), Colour.PERSON);
    }
    if (summary.acknowledged() != null) {
      fact("taken", Words.taken(summary.acknowledged(), now, zone), Colour.PERSON);
    }
    for (ControlEvent event : detail.silences()) {
      fact("silence", silence(event), Colour.PERSON);
    }
    for (ControlEvent mark : detail.marks()) {
      String at = mark.at() == null ? "" : time(mark.at()) + "  ";
      fact("mark", at + mark.text() + " (" + Words.who(mark.by()) + ")", Colour.PERSON);
    }
  }

  private String told(Summary summary) {
    String where = Words.told(summary);
    String seen =
        switch (summary.told().state()) {
          case TOLD -> ", people see revision " + summary.told().revision();
          case BEHIND ->
              ", people see revision " + summary.told().revision() + ", newer news waits";
          default -> "";
        };
    Instant at = summary.told().at();
    String storm = summary.told().storm() == null ? "" : ", in a message with others";
    return where + seen + storm + (at == null ? "" : ", as of " + time(at));
  }

  private String silence(ControlEvent event) {
    var silence = java.util.Objects.requireNonNull(event.silence());
    return "%s  %s – %s  %s: %s"
        .formatted(
            event.id(),
            time(silence.from()),
            time(silence.until()),
            Words.who(event.by()),
            event.text() == null ? "no reason given" : event.text());
  }

  private void causes() {
    for (Alert.Cause cause : alert.causes()) {
      section(Words.number(cause.crashes()) + " × " + Plain.clean(cause.title()));
      Alert.Sample sample = cause.sample();
      if (sample == null || sample.lines().isEmpty()) continue;
      List<String> tail = sample.lines();
      int from = Math.max(0, tail.size() - TAIL_LINES);
      dim("%s, %s".formatted(sample.host(), time(sample.at())));
      for (String line : tail.subList(from, tail.size())) lines.add("  │ " + Plain.clean(line));
    }
    if (alert.causesOmitted() > 0) dim("and " + alert.causesOmitted() + " more");
  }

  private void hosts() {
    section("Hosts");
    Table table = new Table("HOST", ">CRASHES", "STATE", "LAST CRASH", ">RESTARTS");
    for (Alert.HostPart host : alert.hosts()) {
      table.row(
          List.of(
              Cell.of(host.host()),
              Cell.of(Words.number(host.crashes())),
              Cell.of(Wording.word(host.state())),
              Cell.of(host.lastCrashAt() == null ? "" : ago(host.lastCrashAt())),
              Cell.of(host.restarts() == null ? "" : Words.number(host.restarts()))),
          List.of());
    }
    table(table);
    if (alert.hostsOmitted() > 0) dim("and " + Words.number(alert.hostsOmitted()) + " more");
  }

  private void members() {
    if (alert.members().isEmpty()) return;
    section("Parts");
    Table table = new Table("UNIT", "STATE", ">CRASHES", ">HOSTS", "ID");
    for (Alert.Member member : alert.members()) {
      String state = Wording.word(member.state()) + (member.left() ? ", left" : "");
      table.row(
          List.of(
              Cell.of(member.unit()),
              Cell.of(state),
              Cell.of(Words.number(member.crashes())),
              Cell.of(Words.number(member.hosts())),
              Cell.of(Summary.shortId(member.incident()))),
          List.of());
    }
    table(table);
    if (alert.membersOmitted() > 0) dim("and " + alert.membersOmitted() + " more");
  }

  private void history() {
    if (detail.steps().isEmpty()) return;
    section("History");
    Table table = new Table(">", "TIME", "REASON", "STATE", ">CRASHES", ">HOSTS");
    for (Step step : detail.steps()) {
      table.row(
          List.of(
              Cell.of(Integer.toString(step.revision())),
              Cell.of(time(step.at())),
              new Cell(Wording.word(step.reason()), step.news() ? null : Colour.DIM),
              new Cell(
                  Words.state(step.state(), step.severity()),
                  Words.colour(step.state(), step.severity())),
              Cell.of(Words.number(step.crashes())),
              Cell.of(Words.number(step.hostCount()))),
          List.of());
    }
    table(table);
    if (detail.stepsOmitted() > 0) dim("and " + detail.stepsOmitted() + " that are left out");
  }

  private void table(Table table) {
    Screen narrower =
        screen.width() == Screen.NO_WIDTH
            ? screen
            : new Screen(screen.colours(), screen.width() - 2);
    for (String line : table.lines(narrower)) lines.add("  " + line);
  }

  private void section(String title) {
    lines.add("");
    lines.add(screen.paint(Colour.STRONG, title));
  }

  private void dim(String text) {
    lines.add("  " + screen.paint(Colour.DIM, Plain.clean(text)));
  }

  private void fact(String name, String text) {
    fact(name, text, null);
  }

  private void fact(String name, String text, @Nullable Colour colour) {
    String clean = Plain.clean(text);
    String painted = colour == null ? clean : screen.paint(colour, clean);
    lines.add("  " + screen.paint(Colour.DIM, "%-9s".formatted(name)) + painted);
  }

  private String time(Instant at) {
    return Words.time(at, now, zone);
  }

  private String ago(Instant at) {
    return Plain.lasting(Duration.between(at, now)) + " ago";
  }

  private static String pairs(Map<String, String> labels) {
    List<String> pairs = new ArrayList<>();
    labels.forEach((name, value) -> pairs.add(name + "=" + value));
    return String.join(", ", pairs);
  }
}
