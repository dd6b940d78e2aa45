package dev.groundhog.producer.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.groundhog.producer.doctor.Finding.Level;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The findings as a person or a program reads them. Pure. */
final class Report {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Below the words of the finding that it mends. */
  private static final String MEND = "                  ";

  private Report() {}

  static boolean isHealthy(List<Finding> findings) {
    return findings.stream().noneMatch(f -> f.level() == Level.FAIL);
  }

  /**
   * One line for each link; below what is wrong, what puts it right.
   *
   * @param colours whether a terminal shows it
   * @param arrow what points at the way to mend something
   */
  static List<String> lines(String host, List<Finding> findings, boolean colours, String arrow) {
    List<String> lines = new ArrayList<>();
    lines.add(paint("1", "groundhog doctor", colours) + " on " + host);
    lines.add("");
    String group = "";
    for (Finding finding : findings) {
      String first = finding.group().equals(group) ? "" : finding.group();
      group = finding.group();
      String word = paint(code(finding.level()), "%-4s".formatted(finding.level().word()), colours);
      lines.add("  %-8s  %s  %s".formatted(first, word, finding.says()));
      if (finding.mend() != null)
        lines.add(MEND + paint("36", arrow + " " + finding.mend(), colours));
    }
    lines.add("");
    lines.add(summary(findings, colours));
    return lines;
  }

  private static String summary(List<Finding> findings, boolean colours) {
    long wrong = count(findings, Level.FAIL);
    long warnings = count(findings, Level.WARN);
    String all = Words.count(count(findings, Level.OK), "link is fine", "links are fine");
    if (warnings > 0) all += ", " + Words.count(warnings, "warning", "warnings");
    if (wrong == 0) return "  " + paint("32", all, colours);
    return "  " + all + ", " + paint("1;31", wrong + " broken", colours);
  }

  private static long count(List<Finding> findings, Level level) {
    return findings.stream().filter(f -> f.level() == level).count();
  }

  private static String code(Level level) {
    return switch (level) {
      case OK -> "32";
      case WARN -> "33";
      case FAIL -> "1;31";
      case SKIPPED -> "2";
    };
  }

  private static String paint(String code, String text, boolean colours) {
    return colours ? "\033[" + code + "m" + text + "\033[0m" : text;
  }

  static String json(String host, List<Finding> findings) {
    ObjectNode report = JSON.createObjectNode();
    report.put("host", host);
    report.put("healthy", isHealthy(findings));
    ArrayNode list = report.putArray("findings");
    for (Finding finding : findings) {
      ObjectNode node = list.addObject();
      node.put("group", finding.group());
      node.put("level", finding.level().name().toLowerCase(Locale.ROOT));
      node.put("says", finding.says());
      if (finding.mend() != null) node.put("mend", finding.mend());
    }
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new AssertionError("texts and numbers can always be written", e);
    }
  }
}
