package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.engine.cause.Corpus.Labelled;
import dev.groundhog.events.Tail;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What surrounds a fault does not change it. */
class StabilityPropertyTest {
  /** Without a prefix of their own; one prefix over another is what no host writes. */
  private static final List<Labelled> BARE =
      Corpus.read("known").stream()
          .filter(
              t -> t.variation().startsWith("none prefix") || t.variation().contains("prefix none"))
          .toList();

  @Property(tries = 400)
  void prefixes_hosts_times_and_lines_around_do_not_change_the_cause(
      @ForAll("tails") Labelled tail,
      @ForAll("prefixes") UnaryOperator<String> prefix,
      @ForAll("noise") List<String> before,
      @ForAll("noise") List<String> after) {
    List<String> dressed = new ArrayList<>(before);
    dressed.addAll(tail.lines());
    dressed.addAll(after);
    List<String> lines = dressed.stream().map(prefix).toList();

    Explanation plain = tail.explained();
    Explanation other = Causes.explain(Tail.of("journal", lines), tail.exit()).orElseThrow();
    assertThat(other.hashed()).as(tail.toString()).isEqualTo(plain.hashed());
    assertThat(other.cause().fingerprint()).isEqualTo(plain.cause().fingerprint());
  }

  @Property(tries = 100)
  void a_tail_is_explained_as_it_is_judged(@ForAll("tails") Labelled tail) {
    Tail lines = Tail.of("file", tail.lines());
    assertThat(Causes.of(lines, tail.exit())).contains(tail.explained().cause());
  }

  @Provide
  Arbitrary<Labelled> tails() {
    return Arbitraries.of(BARE);
  }

  @Provide
  Arbitrary<UnaryOperator<String>> prefixes() {
    Arbitrary<String> host = Arbitraries.of("web-1", "db2.eu.internal", "ip-10-0-3-41", "otto");
    Arbitrary<Integer> pid = Arbitraries.integers().between(2, 4_000_000);
    Arbitrary<Integer> second = Arbitraries.integers().between(0, 59);
    Arbitrary<Integer> style = Arbitraries.integers().between(0, 10);
    return Combinators.combine(style, host, pid, second).as(StabilityPropertyTest::style);
  }

  private static UnaryOperator<String> style(int style, String host, int pid, int second) {
    String two = String.format("%02d", second);
    return switch (style) {
      case 0 -> line -> "Nov  9 03:12:" + two + " " + host + " chat[" + pid + "]: " + line;
      case 1 ->
          line -> "2026-11-09T03:12:" + two + "+0100 " + host + " worker@3[" + pid + "]: " + line;
      case 2 -> line -> "2026-11-09T03:12:" + two + "." + (100000000 + pid) + "Z stderr F " + line;
      case 3 ->
          line ->
              "2026-11-09T03:12:"
                  + two
                  + "."
                  + (100000 + second)
                  + "+00:00 "
                  + host
                  + " app["
                  + pid
                  + "]: "
                  + line;
      case 4 -> line -> "<30>Nov  9 03:12:" + two + " " + host + " chat[" + pid + "]: " + line;
      case 5 ->
          line ->
              "<30>1 2026-11-09T03:12:" + two + ".123Z " + host + " chat " + pid + " - - " + line;
      case 6 ->
          line -> "Mon 2026-11-09 03:12:" + two + " UTC " + host + " chat[" + pid + "]: " + line;
      case 7 -> line -> "chat-" + second + "  | " + line;
      case 8 ->
          line ->
              "{\"log\":\""
                  + escaped(line)
                  + "\\n\",\"stream\":\"stderr\",\"time\":\"2026-11-09T03:12:07Z\"}";
      case 9 ->
          line ->
              "{\"_PID\":\"" + pid + "\",\"PRIORITY\":\"6\",\"MESSAGE\":\"" + escaped(line) + "\"}";
      default -> line -> line;
    };
  }

  private static String escaped(String line) {
    return line.replace("\\", "\\\\").replace("\"", "\\\"").replace("\t", "\\t");
  }

  @Provide
  Arbitrary<List<String>> noise() {
    Arbitrary<Integer> number = Arbitraries.integers().between(0, 99_999);
    Arbitrary<String> line =
        Combinators.combine(Arbitraries.of(IntStream.range(0, 6).boxed().toList()), number)
            .as(
                (kind, n) ->
                    switch (kind) {
                      case 0 -> "2026-11-22T09:12:00.123Z INFO session " + n + " opened";
                      case 1 ->
                          "2026-11-22 09:12:00,123 DEBUG [worker-"
                              + n % 9
                              + "] c.a.Cache - hit ratio 0."
                              + n;
                      case 2 ->
                          "{\"level\":30,\"time\":17320000"
                              + (10000 + n)
                              + ",\"msg\":\"GET /api/"
                              + n
                              + " 200\"}";
                      case 3 ->
                          "time=2026-11-22T09:12:00Z level=INFO msg=\"polled " + n + " records\"";
                      case 4 ->
                          "I1122 09:12:00.123456 " + n + " sync.go:77] synced " + n + " items";
                      default ->
                          "[2026-11-22 09:12:00 +0000] [" + n + "] [INFO] booted worker " + n;
                    });
    return line.list().ofMaxSize(6);
  }
}
