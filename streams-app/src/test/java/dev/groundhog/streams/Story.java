package dev.groundhog.streams;

import dev.groundhog.engine.Pipeline;
import dev.groundhog.engine.rehearsal.Account;
import dev.groundhog.engine.rehearsal.InvalidScriptException;
import dev.groundhog.engine.rehearsal.Rehearsal;
import dev.groundhog.engine.rehearsal.Script;
import dev.groundhog.engine.rehearsal.Step;
import dev.groundhog.engine.rehearsal.Tally;
import dev.groundhog.engine.rules.InvalidRulesException;
import dev.groundhog.engine.rules.Rules;
import dev.groundhog.engine.rules.RulesFile;
import dev.groundhog.events.Alert;
import dev.groundhog.events.EventType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One story of the catalogue: a folder with {@code story.md} (a title, and a paragraph for people),
 * {@code events.jsonl}, {@code rules.yaml} where the built-in rules do not hold, and {@code
 * told.txt}: what {@code groundhogctl rules test rules.yaml --events events.jsonl --utc} prints.
 *
 * @param isTold false: told.txt says what should be told, and is not yet
 */
record Story(Path folder, boolean isTold) {
  static final Path ALL = Path.of("src/test/resources/stories");

  /** As live: more than one, so that time has to be put together. */
  private static final int PARTITIONS = 3;

  /**
   * After an event every tick may matter for so long: batches and what is told late wait a while.
   */
  private static final Duration SOON = Duration.ofSeconds(20);

  /** What came of it: every revision, and the text. */
  record Played(List<Alert> alerts, String told) {}

  @Override
  public String toString() {
    return String.valueOf(folder.getFileName());
  }

  String read(String file) throws IOException {
    return Files.readString(folder.resolve(file));
  }

  boolean hasRules() {
    return Files.exists(folder.resolve("rules.yaml"));
  }

  private Rules rules() throws IOException, InvalidRulesException {
    return hasRules() ? RulesFile.parse(read("rules.yaml")) : Rules.BUILT_IN;
  }

  /** Through the engine in memory, as a replay does. */
  Played play() throws IOException, InvalidScriptException, InvalidRulesException {
    Rules rules = rules();
    Pipeline pipeline = new Pipeline(() -> rules);
    Tally tally = new Tally(true);
    List<String> lines = new ArrayList<>();
    Account account = new Account(ZoneOffset.UTC, lines::add);
    List<Alert> alerts =
        play(
            (event, partition, appended, offset) -> {
              var outcome = pipeline.accept(event, partition, PARTITIONS, appended, offset);
              if (event.type() != EventType.TICK) tally.event(event, outcome.verdict());
              outcome.alerts().forEach(tally::alert);
              outcome.alerts().forEach(account::alert);
              return outcome.alerts();
            });
    account.end(tally.totals());
    return new Played(alerts, String.join("\n", lines) + '\n');
  }

  /**
   * Through the topology; its revisions. Kafka's driver takes milliseconds for a tick, so of those
   * at which nothing is expected it gets one in ten: ticks more or less change nothing but when
   * something is told, and a revision at another time than the engine's is seen all the same.
   */
  List<Alert> playLive(Path state, List<Alert> expected)
      throws IOException, InvalidScriptException, InvalidRulesException {
    Set<Instant> matter = expected.stream().map(Alert::at).collect(Collectors.toSet());
    Instant[] soon = {Instant.MIN};
    try (PartitionedTopology live = new PartitionedTopology(rules(), PARTITIONS, state)) {
      return play(
          (event, partition, appended, offset) -> {
            boolean tick = event.type() == EventType.TICK;
            if (!tick) soon[0] = appended.plus(SOON);
            boolean needed =
                appended.isBefore(soon[0])
                    || matter.contains(appended)
                    || appended.getEpochSecond() % 20 < Rehearsal.TICK.toSeconds();
            return !tick || needed ? live.accept(event, partition, appended, offset) : List.of();
          });
    }
  }

  private List<Alert> play(Rehearsal.Desks desks) throws IOException, InvalidScriptException {
    List<Alert> alerts = new ArrayList<>();
    Rehearsal rehearsal =
        new Rehearsal(
            PARTITIONS,
            (event, partition, appended, offset) -> {
              List<Alert> its = desks.accept(event, partition, appended, offset);
              alerts.addAll(its);
              return its;
            });
    Script script = new Script();
    for (String line : read("events.jsonl").lines().toList()) {
      for (Step step : script.read(line)) rehearsal.take(step);
    }
    rehearsal.end();
    return alerts;
  }
}
