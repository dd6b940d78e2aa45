package dev.groundhog.ctl.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

/** Text of a report. */
final class ReportJson {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private ReportJson() {}

  static String write(Report report) {
    try {
      return JSON.writeValueAsString(report);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a report did not become JSON", e);
    }
  }

  /**
   * The same document, fit to stand between script tags: nothing in it can end the element, begin a
   * comment, or break a line of script. Only strings contain these characters, so the escapes mean
   * the same.
   */
  static String forHtml(String json) {
    StringBuilder safe = new StringBuilder(json.length() + 64);
    for (int i = 0; i < json.length(); i++) {
      char c = json.charAt(i);
      boolean harmless = c != '<' && c != '>' && c != '&' && c != '\u2028' && c != '\u2029';
      if (harmless) safe.append(c);
      else safe.append(String.format("\\u%04x", (int) c));
    }
    return safe.toString();
  }
}
