package dev.groundhog.producer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CorpusTest {
  private static final List<String> SECRETS = List.of("secrets.txt", "secrets-hold-out.txt");
  private static final List<String> LOOK_ALIKES =
      List.of("look-alikes.txt", "look-alikes-hold-out.txt");

  private final Redactor redactor = new Redactor(Map.of());

  static Stream<Corpus.Entry> secrets() {
    return SECRETS.stream().flatMap(file -> Corpus.read(file).stream());
  }

  static Stream<Corpus.Entry> lookAlikes() {
    return LOOK_ALIKES.stream().flatMap(file -> Corpus.read(file).stream());
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void a_secret_becomes_its_mark_and_all_else_of_its_lines_stays(Corpus.Entry entry) {
    assertThat(entry.secrets()).isNotEmpty();
    assertThat(masked(entry)).isEqualTo(entry.expected());
  }

  @ParameterizedTest
  @MethodSource("secrets")
  void each_secret_is_counted(Corpus.Entry entry) {
    long counted = redactor.mask(entry.lines()).stream().mapToLong(MaskedLine::secrets).sum();

    assertThat(counted).isEqualTo(entry.secrets().size());
  }

  @ParameterizedTest
  @MethodSource("lookAlikes")
  void what_only_looks_like_a_secret_stays_as_it_is(Corpus.Entry entry) {
    assertThat(masked(entry)).isEqualTo(entry.lines());
  }

  @Test
  void the_corpus_is_as_large_as_its_figures_need() {
    assertThat(secrets().toList()).hasSizeGreaterThan(150);
    assertThat(secrets().map(Corpus.Entry::kind).distinct().toList()).hasSizeGreaterThan(40);
    assertThat(lookAlikes().toList()).hasSizeGreaterThan(150);
  }

  /** Makes each row anew; a row that the document does not have is what it should say. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "secrets.txt",
        "secrets-hold-out.txt",
        "look-alikes.txt",
        "look-alikes-hold-out.txt"
      })
  void the_document_says_the_figures_of_this_run(String file) throws IOException {
    List<Corpus.Entry> entries = Corpus.read(file);
    long right = entries.stream().filter(entry -> masked(entry).equals(entry.expected())).count();
    long leaked = entries.stream().filter(this::leaks).count();
    String row = "| `%s` | %d | %d | %d |".formatted(file, entries.size(), right, leaked);

    Path root = Path.of(System.getProperty("groundhog.root", ".."));
    assertThat(Files.readString(root.resolve("docs/redaction.md"))).contains(row);
  }

  /** Whether six characters in a row of a secret are there that should not be. */
  private boolean leaks(Corpus.Entry entry) {
    String left = String.join("\n", masked(entry));
    String allowed = String.join("\n", entry.expected());
    for (String secret : entry.secrets()) {
      for (int i = 0; i + 6 <= secret.length(); i++) {
        String part = secret.substring(i, i + 6);
        if (left.contains(part) && !allowed.contains(part)) return true;
      }
    }
    return false;
  }

  private List<String> masked(Corpus.Entry entry) {
    return redactor.mask(entry.lines()).stream().map(MaskedLine::text).toList();
  }
}
