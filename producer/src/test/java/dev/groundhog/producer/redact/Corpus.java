package dev.groundhog.producer.redact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Log lines with and without secrets, from the files beside this class's resources. In them « and »
 * stand around a secret, and ¦ somewhere in it keeps scanners of repositories from finding it.
 */
final class Corpus {
  private static final Pattern SECRET = Pattern.compile("«(.*?)»", Pattern.DOTALL);

  /**
   * @param kind the word of the marks that its secrets become, or what it is an example of
   * @param marked the lines with « and »
   */
  record Entry(String kind, String marked) {
    List<String> lines() {
      return List.of(marked.replace("«", "").replace("»", "").split("\n", -1));
    }

    /** All of it but the secrets, and their marks. */
    List<String> expected() {
      return Arrays.asList(
          SECRET
              .matcher(marked)
              .replaceAll(Matcher.quoteReplacement("[redacted:" + kind + "]"))
              .split("\n", -1));
    }

    List<String> secrets() {
      return SECRET.matcher(marked).results().map(found -> found.group(1)).toList();
    }

    @Override
    public String toString() {
      return kind + ": " + marked.lines().findFirst().orElse("");
    }
  }

  private Corpus() {}

  static List<Entry> read(String name) {
    List<Entry> entries = new ArrayList<>();
    for (String entry : text(name).replace("¦", "").split("\n### ", -1)) {
      if (entry.startsWith("#")) continue;
      int line = entry.indexOf('\n');
      entries.add(new Entry(entry.substring(0, line), entry.substring(line + 1).stripTrailing()));
    }
    return entries;
  }

  private static String text(String name) {
    try (InputStream in = Corpus.class.getResourceAsStream("/redact/" + name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
