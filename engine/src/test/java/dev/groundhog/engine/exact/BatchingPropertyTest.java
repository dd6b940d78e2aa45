package dev.groundhog.engine.exact;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.Fleet;
import dev.groundhog.engine.cause.CauseKey;
import dev.groundhog.engine.exact.Script.Happening;
import dev.groundhog.engine.exact.Script.What;
import dev.groundhog.engine.host.HostDesk;
import dev.groundhog.engine.host.HostTables;
import dev.groundhog.engine.host.Verdict;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.signal.Crash;
import dev.groundhog.engine.signal.Signal;
import dev.groundhog.engine.unit.UnitDesk;
import dev.groundhog.engine.unit.UnitTables;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import dev.groundhog.events.UnitEvent;
import dev.groundhog.events.UnitEventBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** How a host desk packs its crashes says nothing about them, and neither does sending twice. */
class BatchingPropertyTest {

  @Property(edgeCases = EdgeCasesMode.NONE)
  void crashes_alone_by_some_seconds_or_a_hundred_at_once_count_the_same(
      @ForAll("punctual") Script script, @ForAll @IntRange(min = 0, max = 900) int seconds) {
    Playing.Result alone = signalled(script, 0);
    Playing.Result packed = signalled(script, seconds);
    assertThat(Judgement.problems(Judgement.isTrue(script, packed.filed(), packed.alerts())))
        .isEqualTo(Judgement.problems(Judgement.isTrue(script, alone.filed(), alone.alerts())));
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_host_in_rage_loses_no_crash_in_its_batches(
      @ForAll @IntRange(min = 3, max = 500) int crashes,
      @ForAll @IntRange(min = 1, max = 300) int everyMillis) {
    Fleet fleet = new Fleet(Rules.BUILT_IN);
    for (int i = 0; i < crashes; i++) {
      fleet.pass(Duration.ofMillis(everyMillis)).crash("web-1", "chat.service");
    }
    fleet.passMinutes(60);
    assertThat(fleet.last().crashes()).isEqualTo(crashes);
    assertThat(fleet.filed()).hasSize(crashes);
  }

  @Property(edgeCases = EdgeCasesMode.NONE)
  void a_fact_sent_again_among_the_next_264_of_its_host_is_a_duplicate(
      @ForAll @IntRange(min = 0, max = 263) int between,
      @ForAll @IntRange(min = 0, max = 2000) int before,
      @ForAll int salt) {
    HostDesk desk = new HostDesk(HostTables.inMemory(), () -> Rules.BUILT_IN);
    for (int i = 0; i < before; i++) desk.accept(note(salt + "before-" + i), Fleet.NINE, "b" + i);
    desk.accept(note("again"), Fleet.NINE, "0");
    for (int i = 0; i < between; i++) desk.accept(note(salt + "between-" + i), Fleet.NINE, "c" + i);
    assertThat(desk.accept(note("again"), Fleet.NINE, "1").verdict()).isEqualTo(Verdict.DUPLICATE);
  }

  private static UnitEvent note(String id) {
    return UnitEventBuilder.builder().type(EventType.NOTE).id(id).host("web-1").text("x").build();
  }

  /** Gives the unit desk the crashes itself: those of one unit and host within some seconds. */
  private static Playing.Result signalled(Script script, int seconds) {
    UnitDesk desk = new UnitDesk(UnitTables.inMemory(), script::engineRules);
    List<UnitDesk.Filed> filed = new ArrayList<>();
    List<Alert> alerts = new ArrayList<>();
    List<Crash> batch = new ArrayList<>();
    Happening of = null;
    Instant began = Fleet.NINE;
    Instant now = Fleet.NINE;
    for (int host = 0; host < script.knownHosts(); host++) {
      for (String unit : List.of("unit-0.service", "unit-1.service")) {
        desk.accept(new Signal.Known(unit, "host-" + host, now, Signal.Presence.RAN, null, false));
      }
    }
    for (int i = 0; i <= script.happenings().size(); i++) {
      Happening h = i < script.happenings().size() ? script.happenings().get(i) : null;
      if (h != null) now = now.plusSeconds(h.pause());
      boolean same = h != null && of != null && h.host() == of.host() && h.unit() == of.unit();
      boolean fits = same && batch.size() < 100 && now.isBefore(began.plusSeconds(seconds));
      if (of != null && !fits) {
        // It is sent before the next crash, when its time has come.
        Instant sent = h == null ? now : now.minusSeconds(h.pause());
        add(desk.accept(signal(of, sent, batch)), filed, alerts);
        batch.clear();
        of = null;
      }
      if (h == null || h.what() == What.STOP) continue;
      if (of == null) began = now;
      of = h;
      batch.add(crash(h, "crash-" + i, now));
    }
    for (int minute = 0; minute < 600; minute++) {
      Instant tick = now.plusSeconds(60L * minute);
      add(desk.accept(new Signal.Progress(0, 1, tick)), filed, alerts);
    }
    return new Playing.Result(filed, alerts);
  }

  private static void add(
      UnitDesk.Outcome outcome, List<UnitDesk.Filed> filed, List<Alert> alerts) {
    filed.addAll(outcome.filed());
    alerts.addAll(outcome.revisions());
  }

  private static Signal signal(Happening of, Instant now, List<Crash> batch) {
    String unit = "unit-" + of.unit() + ".service";
    return new Signal.Crashes(unit, unit, "host-" + of.host(), now, batch);
  }

  private static Crash crash(Happening h, String id, Instant when) {
    Map<String, String> labels = Map.of("env", h.prod() ? "prod" : "test");
    String exit = "exit-code " + (3 + h.exit());
    return new Crash(id, when, exit, cause(h), null, labels, List.of());
  }

  private static CauseKey cause(Happening h) {
    String word = Script.cause(h);
    String title = word.isEmpty() ? "no line says why" : word;
    return new CauseKey("v1:" + word, title, !word.isEmpty());
  }

  @Provide
  Arbitrary<Script> punctual() {
    return Scripts.punctual();
  }
}
