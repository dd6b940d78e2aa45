package dev.groundhog.producer.redact;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RedactorPropertyTest {
  private static final Redactor REDACTOR = new Redactor(Map.of("card", "[0-9]{4} [0-9]{4}"));
  private static final List<Corpus.Entry> SECRETS = Corpus.read("secrets.txt");
  private static final List<Corpus.Entry> LOOK_ALIKES = Corpus.read("look-alikes.txt");

  /** What rules have hints for, and what parts one thing from another. */
  private static final List<String> PIECES =
      List.of(
          "password",
          "token",
          "secret",
          "api_key",
          "=",
          ":",
          " ",
          "\"",
          "'",
          "\\\"",
          ",",
          "&",
          "]",
          "[",
          "{",
          "}",
          "(",
          ")",
          "://",
          "@",
          "/",
          "bob",
          "hunter2",
          "AKIAIOSFODNN7EXAMPLE",
          "eyJ",
          ".",
          "Bearer ",
          "Basic ",
          "Cookie: ",
          "Authorization: ",
          "-----BEGIN PRIVATE KEY-----",
          "-----END PRIVATE KEY-----",
          "[redacted:token]",
          "[redacted:",
          "]",
          "--",
          "curl -u ",
          "$",
          "x".repeat(40),
          "kJ7f".repeat(16),
          "null",
          "***",
          "1234 5678",
          "<",
          ">",
          "?",
          ";",
          "|",
          "value",
          "\u00e9",
          "\ud83d\ude00",
          "\t");

  @Provide
  Arbitrary<List<String>> logs() {
    Arbitrary<String> mixed =
        Arbitraries.of(PIECES).list().ofMaxSize(14).map(pieces -> String.join("", pieces));
    Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60);
    Arbitrary<String> real =
        Arbitraries.of(
            Stream.concat(SECRETS.stream(), LOOK_ALIKES.stream())
                .flatMap(entry -> entry.lines().stream())
                .toList());
    return Arbitraries.oneOf(mixed, any, real).list().ofMaxSize(12);
  }

  @Property
  void masking_twice_is_masking_once(@ForAll("logs") List<String> log) {
    List<String> once = texts(log);

    assertThat(texts(once)).isEqualTo(once);
    assertThat(REDACTOR.mask(once)).allMatch(line -> line.secrets() == 0);
  }

  @Property
  void no_line_is_lost_or_added_but_in_the_block_of_a_key(@ForAll("logs") List<String> log) {
    List<String> masked = texts(log);

    assertThat(masked).hasSizeLessThanOrEqualTo(log.size());
    if (masked.size() < log.size()) assertThat(masked).contains("[redacted:private-key]");
  }

  @Property
  void a_line_that_is_counted_without_a_secret_is_the_line_as_it_was(
      @ForAll("logs") List<String> log) {
    List<String> single = log.stream().limit(1).toList();

    for (MaskedLine line : REDACTOR.mask(single)) {
      assertThat(line.text().equals(single.get(0))).isEqualTo(line.secrets() == 0);
    }
  }

  @Provide
  Arbitrary<Planted> planted() {
    Arbitrary<Corpus.Entry> secret =
        Arbitraries.of(SECRETS).filter(entry -> entry.lines().size() == 1);
    Arbitrary<String> words =
        Arbitraries.of(
            "",
            " ",
            "  ",
            "\t",
            "2026-11-22T11:22:41Z INFO ",
            "app_1 | ",
            "chat[12]: ",
            "(",
            "> ",
            "* ",
            "level=info msg=",
            "password=hunter2 ",
            "https://x.example.com/ ",
            "a;",
            "\u00e9 ");
    Arbitrary<String> after =
        Arbitraries.of(
            "", " ", " (retrying)", ", next", "; x", " at Foo.java:12", " token=abc12345");
    return Combinators.combine(words, secret, after, logs(), logs()).as(Planted::new);
  }

  /** A line with a secret, with something before and behind it, in the middle of a log. */
  record Planted(
      String before, Corpus.Entry entry, String behind, List<String> log, List<String> rest) {
    List<String> lines() {
      List<String> lines = new ArrayList<>(log);
      lines.add(before + entry.lines().get(0) + behind);
      lines.addAll(rest);
      return lines;
    }
  }

  @Property
  void a_planted_secret_is_never_seen_again(@ForAll("planted") Planted planted) {
    List<String> others = new ArrayList<>(planted.log());
    others.addAll(planted.rest());
    String elsewhere = String.join("\n", others);

    String masked = String.join("\n", texts(planted.lines()));

    for (String secret : planted.entry().secrets()) {
      if (!elsewhere.contains(secret)) assertThat(masked).doesNotContain(secret);
    }
  }

  private static List<String> texts(List<String> lines) {
    return REDACTOR.mask(lines).stream().map(MaskedLine::text).toList();
  }
}
