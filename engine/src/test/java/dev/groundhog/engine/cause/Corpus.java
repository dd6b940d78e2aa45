package dev.groundhog.engine.cause;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.groundhog.events.Tail;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The labelled crash tails; {@code engine/src/test/corpus/README.md} says what a label means. */
final class Corpus {
  /**
   * @param part by whom it was made; programs of different authors are not compared
   * @param cause the label: one fault at one place of one program
   * @param exit in the engine's words
   * @param decisive whether a line that names the fault is in the tail
   */
  record Labelled(
      String part,
      String cause,
      String program,
      String variation,
      String exit,
      boolean decisive,
      List<String> lines) {

    Explanation explained() {
      return Causes.explain(Tail.of("journal", lines), exit).orElseThrow();
    }

    @Override
    public String toString() {
      return cause + " {" + exit + "; " + variation + "}";
    }
  }

  /** What the names of their files begin with; the first part's begin with nothing. */
  private static final Set<String> PARTS = Set.of("second", "third", "fourth", "fifth");

  private static final ObjectMapper JSON = new ObjectMapper();

  private Corpus() {}

  /** The tails of one set, {@code known} or {@code holdout}; empty if it is not there. */
  static List<Labelled> read(String set) {
    URL folder = Corpus.class.getResource("/corpus/" + set);
    if (folder == null) return List.of();
    List<Labelled> tails = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList()) {
        String part = part(file.getFileName().toString());
        for (String line : Files.readAllLines(file)) tails.add(tail(part, JSON.readTree(line)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
    return tails;
  }

  private static String part(String file) {
    int dash = file.indexOf('-');
    String name = dash < 0 ? "" : file.substring(0, dash);
    return PARTS.contains(name) ? name : "first";
  }

  private static Labelled tail(String part, JsonNode json) {
    List<String> lines = new ArrayList<>();
    json.path("lines").forEach(line -> lines.add(line.asText()));
    String status = json.path("exit").asText("");
    String result = json.path("result").asText("exit");
    return new Labelled(
        part,
        json.path("cause").asText(),
        json.path("program").asText(),
        json.path("variation").asText(),
        status.isBlank() ? result : result + ' ' + status,
        json.path("decisive").asBoolean(),
        lines);
  }

  /** The rows of {@code known-wrong.md}: what, causes, why. */
  static List<List<String>> knownWrong() {
    try (var in =
        Objects.requireNonNull(Corpus.class.getResourceAsStream("/corpus/known-wrong.md"))) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8)
          .lines()
          .filter(line -> line.startsWith("| together") || line.startsWith("| apart"))
          .map(line -> Stream.of(line.split("\\|", -1)).map(String::strip).toList())
          .map(cells -> cells.subList(1, 4))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
