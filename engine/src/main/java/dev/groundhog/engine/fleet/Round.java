package dev.groundhog.engine.fleet;

import dev.groundhog.engine.Agenda;
import dev.groundhog.engine.IncidentId;
import dev.groundhog.engine.Keys;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.UnitRules;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that follows from one revision of a unit incident: where it belongs now, who comes along or
 * stays behind, and what that makes of the larger incidents it left and joined.
 */
final class Round {
  /** Longer than any late crash is waited for by the rules one would write: those say hours. */
  private static final Duration REMEMBER_CLOSED = Duration.ofDays(8);

  private final FleetTables tables;
  private final Agenda agenda;
  private final Rules rules;
  private final Instant now;
  private final LargerAlerts writer;

  /** Larger incidents that this round touches, as they are now; those that closed, too. */
  private final Map<String, Larger> touched = new LinkedHashMap<>();

  /** Unit incidents that get a revision of ours, because they join or leave. */
  private final Set<String> moved = new LinkedHashSet<>();

  /** Larger incidents that somebody left: their messages must not claim them any longer. */
  private final Set<String> left = new HashSet<>();

  /**
   * @param now the revision's time
   */
  Round(FleetTables tables, Agenda agenda, Rules rules, Instant now) {
    this.tables = tables;
    this.agenda = agenda;
    this.rules = rules;
    this.now = now;
    this.writer = new LargerAlerts(tables);
  }

  /** What goes out: the larger incidents first, so that what is part of them can be found. */
  List<Alert> play(Alert revision) {
    String id = revision.incident();
    Member known = tables.members().get(id);
    Member member = known == null ? Member.first(revision) : known.with(revision);
    save(member);
    move(member, home(member), known == null ? revision : known.alert());
    moved.remove(id);

    List<Alert> out = new ArrayList<>();
    for (String larger : List.copyOf(touched.keySet())) review(larger, out);
    out.add(send(id, false));
    for (String other : moved) if (!other.equals(id)) out.add(send(other, true));
    touched.values().stream().filter(l -> l.state() == AlertState.CLOSED).forEach(this::forget);
    return List.copyOf(out);
  }

  // ---- where it belongs

  /** The larger incident that this one is part of from now on; null: it stands by itself. */
  private @Nullable Larger home(Member member) {
    for (Axis axis : Axis.of(member.alert())) {
      Larger larger = on(axis);
      if (larger != null && larger.state() == AlertState.OPEN) return larger;
      int needed = axis.needed(rules.fleet());
      if (needed == 0 || families(axis, member).size() < needed) continue;
      return larger == null ? open(axis, member) : reopen(larger, member);
    }
    // What is over ends with the incident it is part of.
    return member.isOpen() || member.partOf() == null ? null : larger(member.partOf());
  }

  private @Nullable Larger on(Axis axis) {
    String id = tables.onAxis().get(axis.name());
    return id == null ? null : larger(id);
  }

  private @Nullable Larger larger(String id) {
    Larger seen = touched.get(id);
    return seen != null ? seen : tables.larger().get(id);
  }

  private Set<String> families(Axis axis, Member member) {
    Set<String> families = new HashSet<>();
    for (Map.Entry<String, String> entry : tables.axes().withPrefix(axis.prefix())) {
      families.add(entry.getValue());
    }
    families.add(family(member));
    return families;
  }

  private static String family(Member member) {
    String unit = member.alert().unit();
    return unit == null ? member.alert().incident() : unit;
  }

  private Larger open(Axis axis, Member member) {
    List<Alert> first = new ArrayList<>(List.of(member.alert()));
    for (Member other : others(axis, member)) first.add(other.alert());
    first.sort(Comparator.comparing(Alert::firstCrashAt).thenComparing(Alert::incident));
    Set<String> channels = new HashSet<>();
    for (Alert alert : first) channels.add(Objects.requireNonNullElse(alert.channel(), ""));
    Larger larger =
        LargerBuilder.builder()
            .id(IncidentId.of(axis.name(), now, opener(member)))
            .scope(axis.scope())
            .value(axis.value())
            .state(AlertState.OPEN)
            .severity(Severity.WARNING)
            .openedAt(now)
            .at(now)
            .newsReason(axis.scope() == Scope.CAUSE ? Reason.SHARED_CAUSE : Reason.MANY_UNITS)
            .newsAt(now)
            .revisedAt(now)
            .channel(channels.size() == 1 ? first.get(0).channel() : null)
            .build();
    tables.onAxis().put(axis.name(), larger.id());
    return gather(larger, member);
  }

  /** What opened it: its members may have been part of one before that is closed. */
  private static String opener(Member member) {
    return member.alert().incident() + '#' + member.alert().revision();
  }

  private Larger reopen(Larger larger, Member member) {
    return gather(
        LargerBuilder.builder(larger)
            .state(AlertState.OPEN)
            .reopened(larger.reopened() + 1)
            .pending(Reason.REOPENED)
            .build(),
        member);
  }

  /** Brings along whoever stands on its axis. */
  private Larger gather(Larger larger, Member member) {
    touch(larger);
    for (Member other : others(larger.axis(), member)) move(other, larger, other.alert());
    return larger;
  }

  private List<Member> others(Axis axis, Member member) {
    List<Member> others = new ArrayList<>();
    for (Map.Entry<String, String> entry : tables.axes().withPrefix(axis.prefix())) {
      String incident = entry.getKey().substring(axis.prefix().length());
      Member other = tables.members().get(incident);
      if (other != null && !incident.equals(member.alert().incident())) others.add(other);
    }
    return others;
  }

  // ---- joining and leaving

  /**
   * @param before what it was as long as it was part: a spread to other hosts is not its host's
   */
  private void move(Member member, @Nullable Larger to, Alert before) {
    String incident = member.alert().incident();
    String from = member.partOf();
    if (from != null && (to == null || !from.equals(to.id()))) {
      tables.parts().put(Keys.of(from, incident), Part.leaving(before));
      Larger its = larger(from);
      if (its != null) touch(its);
      left.add(from);
    }
    String partOf = to == null ? null : to.id();
    boolean same = Objects.equals(from, partOf);
    if (to != null) {
      tables.parts().put(Keys.of(to.id(), incident), Part.of(member.alert()));
      touch(same ? to : LargerBuilder.builder(to).quietEdits(0).build());
    }
    if (same) return;
    moved.add(incident);
    save(member.in(partOf));
  }

  private void touch(Larger larger) {
    touched.put(larger.id(), larger);
  }

  /** Keeps the row, and the axes it stands on up to date. */
  private void save(Member member) {
    String incident = member.alert().incident();
    Member before = tables.members().get(incident);
    Set<String> gone = before == null ? new HashSet<>() : axes(before);
    Set<String> keys = axes(member);
    gone.removeAll(keys);
    gone.forEach(key -> tables.axes().delete(key));
    keys.forEach(key -> tables.axes().put(key, family(member)));
    tables.members().put(incident, member);
  }

  /** What a cause has taken is not its host's any more. */
  private Set<String> axes(Member member) {
    Larger larger = member.partOf() == null ? null : larger(member.partOf());
    boolean ofCause = larger != null && larger.scope() == Scope.CAUSE;
    Set<String> keys = new LinkedHashSet<>();
    for (Axis axis : Axis.of(member.alert())) {
      if (ofCause && axis.scope() == Scope.HOST) continue;
      keys.add(axis.key(member.alert().incident()));
    }
    return keys;
  }

  // ---- what becomes of the larger ones

  private void review(String id, List<Alert> out) {
    Larger row = Objects.requireNonNull(touched.get(id));
    Larger next = asItStands(row);
    boolean turned = next.state() != row.state();
    UnitRules defaults = rules.defaults();
    Reason reason =
        LargerTelling.decide(next, turned, left.contains(id), defaults, now).orElse(null);
    if (reason == null) {
      next = LargerTelling.withNews(next, defaults);
    } else {
      next = LargerTelling.told(next, reason, defaults, now);
      out.add(writer.write(next, parts(id), reason));
    }
    touch(next);
    tables.larger().put(id, next);
  }

  private Larger asItStands(Larger row) {
    Standing standing = Standing.of(parts(row.id()), rules.defaults().resolveAfter());
    LargerBuilder next =
        LargerBuilder.builder(row)
            .units(standing.units())
            .at(now.isAfter(row.at()) ? now : row.at());
    boolean told = row.revision() > 0;
    boolean open = row.state() == AlertState.OPEN;
    if (standing.severity().compareTo(row.severity()) > 0) {
      next.severity(standing.severity());
      if (told && open) next.pending(Reason.SEVERITY);
    }
    AlertState state = told ? standing.next(row.state()) : row.state();
    if (state == row.state()) return next.build();
    if (open) {
      release(parts(row.id()));
      // If nobody stays behind, there is no end to tell of.
      Standing after = Standing.of(parts(row.id()), rules.defaults().resolveAfter());
      if (after.empty()) state = AlertState.CLOSED;
    }
    return next.state(state).pending(null).build();
  }

  private List<Part> parts(String larger) {
    return tables.parts().withPrefix(Keys.prefix(larger)).stream()
        .map(Map.Entry::getValue)
        .toList();
  }

  /** The larger one has ended; whoever still crashes stands by itself again. */
  private void release(List<Part> parts) {
    for (Part part : parts) {
      Member member = part.isCrashing() ? tables.members().get(part.incident()) : null;
      if (member != null) move(member, null, member.alert());
    }
  }

  private void forget(Larger larger) {
    for (Part part : parts(larger.id())) {
      tables.parts().delete(Keys.of(larger.id(), part.incident()));
      Member member = tables.members().get(part.incident());
      boolean its = member != null && larger.id().equals(member.partOf());
      if (its) close(Objects.requireNonNull(member));
    }
    tables.larger().delete(larger.id());
    tables.onAxis().delete(larger.axis().name());
  }

  // ---- what goes out of the unit incidents

  /**
   * @param ours whether this desk adds the revision; else it is the unit desk's
   */
  private Alert send(String incident, boolean ours) {
    Member member = Objects.requireNonNull(tables.members().get(incident));
    boolean muted = isMuted(member);
    Member told = (ours ? member.oneMore() : member).told(muted);
    Reason why = muted ? Reason.PART_OF : Reason.COUNT;
    Alert out = told.out(ours ? why : member.alert().reason(), muted, now);
    save(told);
    if (told.isClosed() && told.partOf() == null) close(told);
    return out;
  }

  /** Only where the larger incident is told in the same place does it tell of this one. */
  private boolean isMuted(Member member) {
    Larger larger = member.partOf() == null ? null : larger(member.partOf());
    return larger != null && Objects.equals(larger.channel(), member.alert().channel());
  }

  private void close(Member member) {
    String incident = member.alert().incident();
    if (member.added() == 0 && member.partOf() == null) {
      tables.members().delete(incident);
      return;
    }
    Instant date = now.plus(REMEMBER_CLOSED);
    agenda.move(incident, member.forgetAt(), date);
    save(member.slim(date));
  }
}
