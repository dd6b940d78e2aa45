package dev.groundhog.engine.cause;

import static org.assertj.core.api.Assertions.assertThat;

import dev.groundhog.events.Tail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** One fault looks alike whatever wrote it; faults that differ in one word do not. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShapesTest {

  @TestFactory
  List<DynamicTest> one_fault_has_one_fingerprint_whatever_writes_it() {
    List<DynamicTest> tests = new ArrayList<>();
    faults()
        .forEach(
            (fault, tails) ->
                tests.add(
                    DynamicTest.dynamicTest(
                        fault,
                        () -> {
                          String first = hashed(tails.get(0));
                          for (List<String> tail : tails)
                            assertThat(hashed(tail)).as(String.join("\n", tail)).isEqualTo(first);
                        })));
    return tests;
  }

  @Test
  void different_faults_have_different_fingerprints() {
    Map<String, String> seen = new HashMap<>();
    faults()
        .forEach(
            (fault, tails) ->
                assertThat(seen.put(hashed(tails.get(0)), fault))
                    .as("together with " + fault)
                    .isNull());
  }

  @Test
  void there_are_many() {
    assertThat(faults()).hasSizeGreaterThan(90);
    assertThat(faults().values().stream().mapToInt(List::size).sum()).isGreaterThan(170);
  }

  private static Map<String, List<List<String>>> faults() {
    Map<String, List<List<String>>> faults = new LinkedHashMap<>();
    List<List<String>> tails = new ArrayList<>();
    for (String line : text().lines().toList()) {
      if (line.startsWith("## ")) {
        tails = new ArrayList<>(List.of(new ArrayList<>()));
        faults.put(line.substring(3), tails);
      } else if (line.equals("--")) tails.add(new ArrayList<>());
      else if (!tails.isEmpty()) tails.get(tails.size() - 1).add(line);
    }
    return faults;
  }

  private static String text() {
    try (var in =
        Objects.requireNonNull(ShapesTest.class.getResourceAsStream("/corpus/shapes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String hashed(List<String> tail) {
    return Causes.explain(Tail.of("file", tail), "exit-code 1").orElseThrow().hashed();
  }
}
