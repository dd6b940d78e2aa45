package dev.groundhog.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.engine.cause.Causes;
import dev.groundhog.events.Tail;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * CPU time that the engine spends on the cause of one crash, over the corpus's tails cut to 22
 * lines: the best of some rounds, so that what else runs on the machine counts little.
 *
 * <p>Arguments: files of the corpus, {@code engine/src/test/resources/corpus/known/*.jsonl}.
 */
public final class CausesBench {
  private static final int LINES = 22;
  private static final int ROUNDS = 40;

  private CausesBench() {}

  public static void main(String[] args) throws IOException {
    List<Tail> tails = new ArrayList<>();
    for (String file : args) read(Path.of(file), tails);
    if (tails.isEmpty()) throw new IllegalArgumentException("expected files of tails, found none");
    double best = Double.MAX_VALUE;
    long found = 0;
    for (int round = 0; round < ROUNDS; round++) {
      long from = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      for (Tail tail : tails) found += Causes.of(tail, "exit-code 1").isPresent() ? 1 : 0;
      long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - from;
      best = Math.min(best, nanos / 1e3 / tails.size());
    }
    System.out.printf(
        Locale.ROOT, "%.1f µs per tail, %d tails, %d causes%n", best, tails.size(), found / ROUNDS);
  }

  private static void read(Path file, List<Tail> tails) throws IOException {
    ObjectMapper json = new ObjectMapper();
    for (String line : Files.readAllLines(file)) {
      List<String> lines = new ArrayList<>();
      for (JsonNode text : json.readTree(line).path("lines")) lines.add(text.asText());
      tails.add(Tail.of("file", lines.subList(Math.max(0, lines.size() - LINES), lines.size())));
    }
  }
}
