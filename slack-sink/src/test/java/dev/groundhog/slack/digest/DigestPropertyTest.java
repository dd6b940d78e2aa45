package dev.groundhog.slack.digest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.slack.api.SlackConfig;
import com.slack.api.methods.request.chat.ChatPostMessageRequest;
import com.slack.api.util.json.GsonFactory;
import dev.groundhog.events.Alert;
import dev.groundhog.events.AlertBuilder;
import dev.groundhog.events.AlertState;
import dev.groundhog.events.Delivery;
import dev.groundhog.events.HostState;
import dev.groundhog.events.Reason;
import dev.groundhog.events.Scope;
import dev.groundhog.events.Severity;
import dev.groundhog.slack.fake.Alerts;
import dev.groundhog.slack.reconcile.Daily;
import dev.groundhog.slack.reconcile.Incident;
import dev.groundhog.slack.reconcile.Pages;
import dev.groundhog.slack.reconcile.Storm;
import dev.groundhog.slack.reconcile.Subject;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DigestPropertyTest {
  /** What Slack reads as a mention, a link or a command; our own date tokens are the exception. */
  private static final Pattern LIVE =
      Pattern.compile("<(?!!date\\^\\d+\\^[^<>|]*\\|[^<>]*>)|@(?i:here|channel|everyone)\\b");

  /** What Mattermost, Rocket.Chat or Discord would obey. */
  private static final Pattern COMPAT_LIVE = Pattern.compile("<[!@#a-z]|@[\\w]|\\w://|\\]\\(");

  private static final Pattern UNSEEN =
      Pattern.compile("[\\p{Cc}\\u202A-\\u202E\\u2066-\\u2069&&[^\\n]]");

  /** Slack's own model of a message, which knows every field and type but no length. */
  private static ChatPostMessageRequest asSlackReadsIt(JsonNode payload) {
    SlackConfig strict = new SlackConfig();
    strict.setFailOnUnknownProperties(true);
    return GsonFactory.createSnakeCase(strict)
        .fromJson(payload.toString(), ChatPostMessageRequest.class);
  }

  @Property
  void every_message_is_valid_on_every_rung(@ForAll("andNotes") Alert alert, @ForAll Rung rung) {
    Message message = Digest.message(alert, rung);
    assertThat(Limits.violations(message)).isEmpty();
    ChatPostMessageRequest read = asSlackReadsIt(message.payload());
    assertThat(read.getBlocks()).hasSize(message.blocks().size());
    assertThat(message.text().length()).isBetween(1, 3000);
    int blocks = message.blocks().toString().length() + message.attachments().toString().length();
    assertThat(blocks).isLessThanOrEqualTo(9000);
  }

  @Property
  void nothing_that_a_stranger_wrote_is_live(@ForAll("andNotes") Alert alert, @ForAll Rung rung) {
    Delivery told = Delivery.none(alert.incident());
    for (Message message :
        List.of(
            Digest.message(alert, rung),
            Digest.reply(new Incident(alert), told, rung),
            Digest.newsMessage(new Incident(alert), told, rung),
            Digest.possiblyRepeated(Digest.message(alert, rung)))) {
      for (String text : parsedBySlack(message)) {
        assertThat(LIVE.matcher(text).find()).as(text).isFalse();
      }
      for (String text : all(message.payload(), "text")) {
        assertThat(UNSEEN.matcher(text).find()).as(text).isFalse();
      }
    }
    assertThat(UNSEEN.matcher(new ConsoleText(false).message(new Incident(alert))).find())
        .isFalse();
  }

  @Property
  void shown_and_left_out_make_the_whole(@ForAll("alerts") Alert alert) {
    for (Extent extent : List.of(Extent.FULL, Extent.COMPACT)) {
      Story story = Storyteller.tell(alert, extent);
      // The one host of a host's incident stands in its headline.
      if (alert.scope() == Scope.HOST) {
        assertThat(story.hosts()).isEmpty();
        assertThat(story.hostsLeft().isEmpty()).isTrue();
        continue;
      }
      long shown = story.hosts().stream().mapToLong(Story.HostLine::crashes).sum();
      assertThat(shown + story.hostsLeft().crashes()).isEqualTo(alert.crashes());
      assertThat(story.hosts().size() + story.hostsLeft().hosts()).isEqualTo(alert.hostCount());
    }
  }

  @Property
  void what_receivers_of_the_basics_get_is_bounded_and_dead(
      @ForAll("andNotes") Alert alert, @ForAll Rung rung) {
    Subject subject = new Incident(alert);
    Message message = Digest.compatMessage(subject, Delivery.none("x"), rung);
    for (String text : all(message.payload(), "text")) {
      assertThat(text.length()).isBetween(1, 4000);
      String read = text.replaceAll("`groundhogctl [^`]*`", "");
      assertThat(COMPAT_LIVE.matcher(read).find()).as(text).isFalse();
      assertThat(text.split("```", -1).length % 2).as("code blocks are closed: " + text).isOne();
    }
  }

  @Provide
  Arbitrary<Storm> storms() {
    // Some hundred alerts made of few, since making them is what takes the time.
    return alerts()
        .list()
        .ofMinSize(1)
        .ofMaxSize(6)
        .flatMap(
            few ->
                Arbitraries.integers()
                    .between(1, 300)
                    .map(
                        n ->
                            new Storm(
                                "storm/x",
                                IntStream.range(0, n)
                                    .mapToObj(i -> few.get(i % few.size()))
                                    .toList())));
  }

  @Property(tries = 200)
  void a_storm_is_valid_whatever_is_in_it_and_counts_what_it_does_not_list(
      @ForAll("storms") Storm storm, @ForAll Rung rung) {
    Message message = Digest.message(storm, rung);
    assertThat(Limits.violations(message)).isEmpty();
    assertThat(asSlackReadsIt(message.payload()).getText()).isNotEmpty();
    for (Message each : List.of(message, Digest.reply(storm, Delivery.none("storm/x"), rung))) {
      for (String text : parsedBySlack(each)) {
        assertThat(LIVE.matcher(text).find()).as(text).isFalse();
      }
    }
    Story story = Storyteller.tell(storm, Extent.FULL);
    int size = storm.members().size();
    int listed = story.members().size();
    assertThat(listed).isEqualTo(size <= 26 ? size : 26);
    if (size > 26) {
      String left = Span.words(story.members().get(25));
      assertThat(left).startsWith("… and %,d more with ".formatted(size - 25));
      assertThat(left.length()).isLessThan(2100);
    }
  }

  @Property(tries = 200)
  void a_day_is_valid_whatever_is_in_it_and_counts_what_it_does_not_list(
      @ForAll("storms") Storm some, @ForAll Rung rung, @ForAll @IntRange(max = 7) int days) {
    List<Daily.Family> families =
        some.members().stream()
            .map(a -> new Daily.Family(String.valueOf(a.unit()), a.crashes(), 1, 2, a.hostCount()))
            .toList();
    Daily daily = new Daily(Alerts.START, days, 100, "#x", families, some.members());
    Message message = Digest.message(daily, rung);
    assertThat(Limits.violations(message)).isEmpty();
    assertThat(asSlackReadsIt(message.payload()).getText()).isNotEmpty();
    for (String text : parsedBySlack(message)) assertThat(LIVE.matcher(text).find()).isFalse();
    List<String> lines =
        Storyteller.tell(daily, Extent.FULL).members().stream().map(Span::words).toList();
    int size = families.size();
    if (size <= 13) {
      assertThat(lines).noneMatch(line -> line.startsWith("… and"));
      return;
    }
    long left = families.subList(12, size).stream().mapToLong(Daily.Family::crashes).sum();
    assertThat(lines.get(12))
        .isEqualTo("… and %,d more services with %s".formatted(size - 12, Words.crashes(left)));
    assertThat(lines.get(lines.size() - 1)).isEqualTo("… and %,d more".formatted(size - 12));
  }

  @Property
  void an_address_of_the_console_stays_one_whatever_the_incident_is_called(
      @ForAll("alerts") Alert alert) {
    URI page = Objects.requireNonNull(new Pages(URI.create("https://g.example/")).of(alert));
    Message message = Digest.message(new Incident(alert, List.of(), page), Rung.FULL);
    assertThat(Limits.violations(message)).isEmpty();
    assertThat(parsedBySlack(message))
        .filteredOn(text -> LIVE.matcher(text).find())
        .as("links that are live")
        .allMatch(text -> text.matches("<https://g\\.example/incidents/[!-~&&[^<>|/]]+\\|[^<>|]+>"))
        .hasSizeLessThanOrEqualTo(1);
  }

  @Property(tries = 50)
  void the_same_revision_is_the_same_bytes(@ForAll("andNotes") Alert alert) {
    assertThat(Digest.message(AlertBuilder.builder(alert).build(), Rung.FULL).hash())
        .isEqualTo(Digest.message(alert, Rung.FULL).hash());
  }

  /** Text that Slack parses: the top-level text, fallbacks, and text objects; not rich text. */
  private static List<String> parsedBySlack(Message message) {
    List<String> found = new ArrayList<>(List.of(message.text()));
    message.attachments().forEach(a -> found.add(a.path("fallback").asText()));
    collectTextObjects(message.payload(), found);
    return found;
  }

  private static void collectTextObjects(JsonNode node, List<String> found) {
    String type = node.path("type").asText();
    if (type.equals("plain_text") || type.equals("mrkdwn")) found.add(node.path("text").asText());
    node.forEach(child -> collectTextObjects(child, found));
  }

  private static List<String> all(JsonNode node, String field) {
    List<String> found = new ArrayList<>();
    node.findValues(field).stream()
        .filter(JsonNode::isTextual)
        .forEach(value -> found.add(value.asText()));
    return found;
  }

  /** Which lines a note shows is cut at its beginning, and counted with what was cut before. */
  @Property
  void shown_and_left_out_lines_of_a_note_make_the_whole(@ForAll("notes") Alert alert) {
    Alert.Note note = Objects.requireNonNull(alert.note());
    Story story = Storyteller.tell(alert, Extent.FULL);
    if (story.causes().isEmpty()) {
      assertThat(note.lines().size() + note.omitted()).isLessThanOrEqualTo(1);
      return;
    }
    Story.Look look = story.causes().get(0);
    assertThat(look.log()).isNotEmpty().hasSizeLessThanOrEqualTo(Extent.FULL.logLines());
    assertThat(String.join("\n", look.log())).hasSizeLessThan(Extent.FULL.logChars());
    assertThat(look.before() + look.log().size()).isEqualTo(note.lines().size() + note.omitted());
  }

  @Provide
  Arbitrary<Alert> andNotes() {
    return Arbitraries.oneOf(alerts(), notes());
  }

  @Provide
  Arbitrary<Alert> notes() {
    return alerts().map(DigestPropertyTest::asNote);
  }

  private static Alert asNote(Alert alert) {
    List<String> lines =
        alert.causes().stream()
            .flatMap(cause -> Objects.requireNonNull(cause.sample()).lines().stream())
            .limit(64)
            .toList();
    boolean titled = alert.members().size() % 3 > 0;
    int omitted = lines.isEmpty() ? 0 : alert.hostCount() % 3;
    return AlertBuilder.builder(alert)
        .note(
            new Alert.Note(
                titled ? alert.unit() : null,
                alert.hostCount() % 2 > 0 ? alert.unit() : null,
                lines,
                omitted,
                alert.membersOmitted()))
        .build();
  }

  @Provide
  Arbitrary<Alert> alerts() {
    Arbitrary<String> hostile =
        Arbitraries.oneOf(
            Arbitraries.of(
                "<!channel>",
                "<@U1|x> & <b>",
                "@here @CHANNEL @everyone",
                "```\u001B[31mred",
                "\u202Eevil\u202C",
                "\u0000\u0007\t\r\n",
                "\uD83D",
                "\uDE00",
                "🔥".repeat(300),
                "&".repeat(500),
                "<".repeat(3000),
                "x".repeat(20_000),
                "<!date^1^{date}|<!channel>>"),
            Arbitraries.strings().ofMaxLength(80));
    Arbitrary<Integer> hostCounts =
        Arbitraries.oneOf(Arbitraries.integers().between(1, 60), Arbitraries.just(10_000));
    return Combinators.combine(
            hostile,
            hostCounts,
            hostile.list().ofMaxSize(64),
            states(),
            Arbitraries.of(Scope.class),
            causes(hostile))
        .as(DigestPropertyTest::alert);
  }

  private static Arbitrary<AlertState> states() {
    return Arbitraries.of(AlertState.class);
  }

  private static Arbitrary<List<Alert.Cause>> causes(Arbitrary<String> text) {
    return Combinators.combine(
            text, text.list().ofMaxSize(64), Arbitraries.integers().between(0, 5))
        .as(
            (title, lines, n) -> {
              List<Alert.Cause> causes = new ArrayList<>();
              for (int i = 0; i < n; i++) {
                causes.add(
                    new Alert.Cause(
                        "v1:" + i,
                        title,
                        i + 1,
                        1,
                        new Alert.Sample(title.isEmpty() ? "h" : title, Alerts.START, lines),
                        i % 2 == 0));
              }
              return causes;
            });
  }

  private static Alert alert(
      String name,
      int hostCount,
      List<String> words,
      AlertState state,
      Scope scope,
      List<Alert.Cause> causes) {
    List<Alert.HostPart> hosts = new ArrayList<>();
    int listed = Math.min(hostCount, Alert.MAX_HOSTS);
    long crashes = (long) hostCount - listed;
    for (int i = 0; i < listed; i++) {
      HostState hostState = any(HostState.class, i);
      hosts.add(new Alert.HostPart(name + i, i + 1, hostState, Alerts.START, null));
      crashes += i + 1;
    }
    String first = words.isEmpty() ? "w" : words.get(0);
    return AlertBuilder.builder(Alerts.wave())
        .unit(name)
        // The contract takes no longer one.
        .incident("x/" + name.substring(0, Math.min(name.length(), 598)))
        .state(state)
        .scope(scope)
        .severity(any(Severity.class, words.size()))
        .newsReason(any(Reason.class, words.size()))
        .openReason(any(Reason.class, words.size() / 2))
        .lastCrashAt(Alerts.START.plusMillis(words.size() * 977L))
        .crashes(crashes)
        .hostCount(hostCount)
        .hosts(hosts)
        .hostsOmitted(hostCount - listed)
        .exits(Map.of("exit-code " + first, 1L, "signal " + name, 2L, name, 3L, "x", 4L))
        .causes(causes)
        .suspects(List.of(new Alert.Suspect(name, first, first, null)))
        .members(members(words))
        .membersOmitted(words.size() / 3)
        .partOf(words.size() % 4 == 0 ? name : null)
        .labels(Map.of("k" + name, first))
        .build();
  }

  private static List<Alert.Member> members(List<String> words) {
    List<Alert.Member> members = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      AlertState state = any(AlertState.class, i);
      members.add(new Alert.Member("x/" + i, words.get(i) + "u", state, i, 1, i % 3 == 0));
    }
    return members;
  }

  @Property
  void every_member_is_listed_or_counted(@ForAll("alerts") Alert alert) {
    for (Extent extent : List.of(Extent.FULL, Extent.COMPACT)) {
      List<List<Span>> lines = Members.lines(alert, extent);
      int all = alert.members().size() + alert.membersOmitted();
      int listed = Math.min(alert.members().size(), extent.members());
      assertThat(lines).hasSize(listed + (all > listed ? 1 : 0));
      if (all <= listed) continue;
      assertThat(lines.get(listed).get(0).text()).contains(Words.number(all - listed) + " more");
    }
  }

  private static <E extends Enum<E>> E any(Class<E> type, int n) {
    List<E> all = List.copyOf(EnumSet.allOf(type));
    return all.get(n % all.size());
  }
}
