package dev.groundhog.ctl.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A report as one HTML file that needs nothing else. Its Content-Security-Policy allows exactly the
 * scripts and styles that are in it, by their hashes, and no request to anybody. The same report
 * gives the same bytes.
 */
public final class Page {
  private static final Pattern PLACE = Pattern.compile("<!--\\[(\\w+)]-->|\\[(policy)]");

  private Page() {}

  /**
   * Writes it; a file that is there is replaced.
   *
   * @throws IOException if it cannot be written
   */
  public static void write(Report report, Path file) throws IOException {
    // Not by writeString, which refuses what is no text, such as half a character from a log.
    Files.write(file, of(report).getBytes(StandardCharsets.UTF_8));
  }

  /** The whole page. */
  public static String of(Report report) {
    List<Assets> scripts = List.of(Assets.ECHARTS, Assets.TIMELINE_SCRIPT, Assets.REPORT_SCRIPT);
    List<Assets> styles = List.of(Assets.TIMELINE_STYLE, Assets.REPORT_STYLE);
    return PLACE
        .matcher(Assets.PAGE.text())
        .replaceAll(
            place ->
                Matcher.quoteReplacement(
                    switch (String.valueOf(
                        place.group(1) == null ? place.group(2) : place.group(1))) {
                      case "policy" -> policy(scripts, styles);
                      case "styles" -> elements("style", styles);
                      case "scripts" -> elements("script", scripts);
                      case "notice" -> Assets.ECHARTS_NOTICE.text().strip();
                      case "data" -> data(report);
                      default -> throw new IllegalStateException("what is " + place.group() + "?");
                    }));
  }

  private static String data(Report report) {
    return "<script type=\"application/json\" id=\"groundhog-report\">"
        + ReportJson.forHtml(report.toJson())
        + "</script>";
  }

  private static String elements(String tag, List<Assets> assets) {
    return assets.stream()
        .map(asset -> "<" + tag + ">" + content(asset) + "</" + tag + ">")
        .collect(Collectors.joining("\n"));
  }

  /** Line ends as an HTML parser sees them, for the hash is of that. */
  private static String content(Assets asset) {
    return asset.text().replace("\r\n", "\n");
  }

  private static String policy(List<Assets> scripts, List<Assets> styles) {
    List<String> policy = new ArrayList<>();
    policy.add("default-src 'none'");
    policy.add("script-src " + hashes(scripts));
    policy.add("style-src " + hashes(styles));
    policy.add("base-uri 'none'");
    policy.add("form-action 'none'");
    return String.join("; ", policy);
  }

  private static String hashes(List<Assets> assets) {
    return assets.stream()
        .map(asset -> "'sha256-" + sha256(content(asset)) + "'")
        .collect(Collectors.joining(" "));
  }

  private static String sha256(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
