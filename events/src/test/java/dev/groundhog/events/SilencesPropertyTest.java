package dev.groundhog.events;

import static dev.groundhog.events.Told.NOON;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Few names and few moments, so that silences and alerts meet. */
class SilencesPropertyTest {

  @Property(tries = 2000)
  void the_order_of_different_silences_does_not_matter(
      @ForAll("silences") List<Silence> silences,
      @ForAll("alerts") Alert alert,
      @ForAll long seed) {
    List<ControlEvent> events = said(silences);
    List<ControlEvent> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, new Random(seed));

    assertThat(Silences.of(shuffled).holds(alert, NOON))
        .isEqualTo(Silences.of(events).holds(alert, NOON));
    assertThat(Silences.of(shuffled).nextChange(NOON))
        .isEqualTo(Silences.of(events).nextChange(NOON));
  }

  @Property(tries = 2000)
  void one_by_one_or_all_at_once_is_the_same(
      @ForAll("silences") List<Silence> silences, @ForAll("alerts") Alert alert) {
    Silences folded = Silences.NONE;
    for (ControlEvent event : said(silences)) folded = folded.with(event);

    assertThat(folded.all()).isEqualTo(Silences.of(said(silences)).all());
    assertThat(folded.holds(alert, NOON)).isEqualTo(Silences.of(said(silences)).holds(alert, NOON));
  }

  @Property(tries = 2000)
  void what_holds_is_active_and_what_has_ended_never_holds(
      @ForAll("silences") List<Silence> silences, @ForAll("alerts") Alert alert) {
    Silences all = Silences.of(said(silences));
    Silences active =
        Silences.of(said(silences).stream().filter(e -> silence(e).isActive(NOON)).toList());

    assertThat(all.holds(alert, NOON)).isEqualTo(active.holds(alert, NOON));
    all.holds(alert, NOON).ifPresent(event -> assertThat(silence(event).isActive(NOON)).isTrue());
  }

  @Property(tries = 2000)
  void one_silence_more_never_has_more_told_nor_sooner(
      @ForAll("silences") List<Silence> silences,
      @ForAll("silence") Silence another,
      @ForAll("alerts") Alert alert) {
    Optional<ControlEvent> before = Silences.of(said(silences)).holds(alert, NOON);
    Optional<ControlEvent> after =
        Silences.of(said(silences)).with(Told.said("another", another)).holds(alert, NOON);

    if (before.isEmpty()) return;
    assertThat(after).isPresent();
    assertThat(end(after)).isAfterOrEqualTo(end(before));
  }

  @Property(tries = 2000)
  void one_host_more_never_has_less_told(
      @ForAll("silences") List<Silence> silences, @ForAll("units") Alert alert) {
    List<Alert.HostPart> hosts = new ArrayList<>(alert.hosts());
    hosts.add(Told.part("db", HostState.CRASHING));
    Alert wider = AlertBuilder.builder(alert).hosts(hosts).build();
    Silences said = Silences.of(said(silences));

    if (said.holds(wider, NOON).isPresent()) assertThat(said.holds(alert, NOON)).isPresent();
  }

  @Property(tries = 2000)
  void a_hold_lasts_until_the_end_that_it_names_and_ends_there_unless_another_begins(
      @ForAll("silences") List<Silence> silences, @ForAll("alerts") Alert alert) {
    List<ControlEvent> active =
        said(silences).stream().filter(e -> silence(e).isActive(NOON)).toList();
    Silences said = Silences.of(active);
    Optional<ControlEvent> hold = said.holds(alert, NOON);

    if (hold.isEmpty()) return;
    assertThat(said.holds(alert, end(hold).minusMillis(1))).isPresent();
    assertThat(said.holds(alert, end(hold))).isEmpty();
  }

  @Property(tries = 2000)
  void between_two_changes_nothing_changes(
      @ForAll("silences") List<Silence> silences, @ForAll("alerts") Alert alert) {
    Silences said = Silences.of(said(silences));
    Instant next = said.nextChange(NOON).orElse(NOON.plusSeconds(9999));

    assertThat(next).isAfter(NOON);
    assertThat(said.holds(alert, next.minusMillis(1))).isEqualTo(said.holds(alert, NOON));
  }

  @Property(tries = 2000)
  void it_holds_exactly_what_a_silence_by_silence_count_of_hosts_says(
      @ForAll("silences") List<Silence> silences, @ForAll("units") Alert alert) {
    boolean all =
        alert.hosts().stream()
            .allMatch(
                host ->
                    silences.stream()
                        .anyMatch(s -> s.isActive(NOON) && s.covers(alert, host.host())));

    assertThat(Silences.of(said(silences)).holds(alert, NOON).isPresent()).isEqualTo(all);
  }

  @Provide
  Arbitrary<List<Silence>> silences() {
    return silence().list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<Silence> silence() {
    return Combinators.combine(
            Arbitraries.of("a", "b", "*", "a.service").injectNull(0.3),
            Arbitraries.of("web-1", "web-?", "db", "*").injectNull(0.3),
            Arbitraries.of(Map.<String, String>of(), Map.of("env", "test")),
            Arbitraries.of(Scope.UNIT, Scope.HOST).injectNull(0.8),
            Arbitraries.integers().between(-3, 2),
            Arbitraries.integers().between(-2, 5))
        .as(
            (unit, host, labels, scope, from, until) ->
                SilenceBuilder.builder()
                    .unit(unit)
                    // It must name something.
                    .host(unit == null && host == null && scope == null ? "*" : host)
                    .labels(labels)
                    .scope(scope)
                    .from(NOON.plusSeconds(from))
                    .until(NOON.plusSeconds(until))
                    .build());
  }

  /** Incidents of all scopes, with hosts and members left out now and then. */
  @Provide
  Arbitrary<Alert> alerts() {
    return Arbitraries.oneOf(units(), larger());
  }

  @Provide
  Arbitrary<Alert> units() {
    return Combinators.combine(Arbitraries.of("a.service", "b.service"), hosts(), labels())
        .as((unit, hosts, labels) -> Told.alert().unit(unit).hosts(hosts).labels(labels).build());
  }

  private static Arbitrary<Alert> larger() {
    return Combinators.combine(
            Arbitraries.of("a.service", "b.service").set().ofMinSize(1),
            hosts(),
            labels(),
            Arbitraries.of(0, 0, 3),
            Arbitraries.of(0, 0, 3))
        .as(
            (units, hosts, labels, hostsOmitted, membersOmitted) ->
                Told.larger(Scope.HOST, units.toArray(String[]::new))
                    .hosts(hosts)
                    .labels(labels)
                    .hostsOmitted(hostsOmitted)
                    .membersOmitted(membersOmitted)
                    .build());
  }

  private static Arbitrary<List<Alert.HostPart>> hosts() {
    return Arbitraries.of("web-1", "web-2", "db")
        .set()
        .ofMinSize(1)
        .map(names -> Told.crashing(names.toArray(String[]::new)));
  }

  private static Arbitrary<Map<String, String>> labels() {
    return Arbitraries.of(Map.of(), Map.of("env", "test"), Map.of("env", "prod"));
  }

  private static List<ControlEvent> said(List<Silence> silences) {
    List<ControlEvent> events = new ArrayList<>();
    for (Silence silence : silences) events.add(Told.said("s-" + events.size(), silence));
    return events;
  }

  private static Instant end(Optional<ControlEvent> hold) {
    return silence(hold.orElseThrow()).until();
  }

  private static Silence silence(ControlEvent event) {
    return requireNonNull(event.silence());
  }
}
