package dev.groundhog.ctl.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.groundhog.ctl.course.Course;
import dev.groundhog.ctl.diff.Change.Kind;
import dev.groundhog.ctl.terminal.Plain;
import dev.groundhog.events.Alert;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Wire;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * For whoever wonders whether to use the rules: the answer first, then each incident that changes.
 *
 * <pre>
 * new.yaml tells 12 incidents instead of 31, and notifies people 40 times instead of 96.
 * 19 gone, 0 new, 3 later (by up to 4m 10s), 0 earlier, 1 otherwise, 8 the same
 *
 * gone       2026-11-22 10:02:11  mailer.service  3 crashes on 1 host
 * later      2026-11-22 10:04:00  chat.service    17 crashes on 5 hosts
 *            4m 10s later; notifies once instead of 4 times
 * </pre>
 */
public final class RulesDiffText {
  private static final String INDENT = " ".repeat(11);

  private final Ansi ansi;
  private final ZoneId zone;

  public RulesDiffText(Ansi ansi, ZoneId zone) {
    this.ansi = ansi;
    this.zone = zone;
  }

  /**
   * @param name of the other rules, as people call them
   */
  public void print(RulesDiff diff, String name, PrintWriter out) {
    lines(diff, name).forEach(line -> out.print(line + '\n'));
  }

  List<String> lines(RulesDiff diff, String name) {
    List<String> lines = new ArrayList<>();
    lines.add(
        paint("bold", Plain.clean(name))
            + " tells %s instead of %s, and notifies people %s instead of %s."
                .formatted(
                    incidents(diff.now().incidents()),
                    number(diff.before().incidents()),
                    times(diff.now().notified()),
                    number(diff.before().notified())));
    lines.add(figures(diff));
    int width = diff.changes().stream().mapToInt(change -> name(change).length()).max().orElse(0);
    for (Change change : diff.changes()) {
      if (change.kind() == Kind.SAME) continue;
      if (lines.size() == 2) lines.add("");
      lines.addAll(lines(change, Math.min(40, width)));
    }
    return lines;
  }

  private static String figures(RulesDiff diff) {
    return "%s gone, %s new, %s later%s, %s earlier%s, %s otherwise, %s the same"
        .formatted(
            number(diff.count(Kind.GONE)),
            number(diff.count(Kind.NEW)),
            number(diff.count(Kind.LATER)),
            most(diff.most(Kind.LATER)),
            number(diff.count(Kind.EARLIER)),
            most(diff.most(Kind.EARLIER)),
            number(diff.count(Kind.OTHERWISE)),
            number(diff.count(Kind.SAME)));
  }

  private static String most(Duration most) {
    return most.isZero() ? "" : " (by up to " + lasting(most) + ")";
  }

  private static String lasting(Duration time) {
    return time.toSeconds() == 0 ? time.toMillis() + "ms" : Plain.lasting(time);
  }

  private List<String> lines(Change change, int width) {
    Alert shown = change.pair().any().newest();
    List<String> lines = new ArrayList<>();
    lines.add(
        paint(style(change.kind()), String.format(Locale.ROOT, "%-9s", word(change.kind())))
            + "  "
            + Plain.time(shown.firstCrashAt(), zone)
            + "  "
            + paint("bold", name(change) + " ".repeat(Math.max(0, width - name(change).length())))
            + "  %s on %s"
                .formatted(
                    count(shown.crashes(), "crash", "crashes"),
                    count(shown.hostCount(), "host", "hosts")));
    List<String> what = new ArrayList<>();
    if (!change.later().isZero()) {
      what.add(
          lasting(change.later().abs()) + (change.later().isNegative() ? " earlier" : " later"));
    }
    what.addAll(change.lines());
    if (!what.isEmpty()) lines.add(INDENT + Plain.clean(String.join("; ", what)));
    return lines;
  }

  private static String style(Kind kind) {
    return switch (kind) {
      case GONE, LATER -> "yellow";
      case NEW, EARLIER -> "green";
      default -> "cyan";
    };
  }

  private static String name(Change change) {
    Course course = change.pair().any();
    String name = Plain.clean(course.subject().name());
    Scope scope = course.subject().scope();
    return scope == Scope.UNIT ? name : scope.name().toLowerCase(Locale.ROOT) + " " + name;
  }

  /** As JSON Lines: {@code kind} is change, and at the end totals. */
  public static void json(RulesDiff diff, PrintWriter out) {
    for (Change change : diff.changes()) {
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("kind", "change");
      line.put("change", word(change.kind()));
      line.put("scope", change.pair().any().subject().scope());
      line.put("subject", change.pair().any().subject().name());
      line.put("laterMillis", change.later().toMillis());
      line.put("what", change.lines());
      if (change.pair().one() != null) line.put("before", change.pair().one().newest());
      if (change.pair().other() != null) line.put("now", change.pair().other().newest());
      print(line, out);
    }
    Map<String, Object> totals = new LinkedHashMap<>();
    totals.put("kind", "totals");
    totals.put("before", diff.before());
    totals.put("now", diff.now());
    for (Kind kind : Kind.values()) totals.put(word(kind), diff.count(kind));
    print(totals, out);
  }

  private static void print(Map<String, Object> line, PrintWriter out) {
    try {
      out.print(Wire.mapper().writeValueAsString(line) + '\n');
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a record of ours did not become JSON", e);
    }
  }

  private static String word(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String incidents(long n) {
    return count(n, "incident", "incidents");
  }

  private static String count(long n, String one, String many) {
    return number(n) + " " + (n == 1 ? one : many);
  }

  private static String times(long n) {
    return n == 1 ? "once" : number(n) + " times";
  }

  private static String number(long n) {
    return String.format(Locale.ROOT, "%,d", n);
  }

  private String paint(String style, String text) {
    return ansi.string("@|" + style + " " + text + "|@");
  }
}
