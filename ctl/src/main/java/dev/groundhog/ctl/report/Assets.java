package dev.groundhog.ctl.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The parts of a page, as text: our own files, and the library that draws. Whoever shows a timeline
 * needs, in this order, {@link #ECHARTS}, {@link #TIMELINE_SCRIPT} and {@link #TIMELINE_STYLE}.
 */
public enum Assets {
  /** Apache ECharts, with its licence at the beginning. Defines {@code echarts}. */
  ECHARTS("/META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js"),
  /** What ECharts asks to be passed on with it. */
  ECHARTS_NOTICE("/META-INF/resources/webjars/echarts/5.3.1/NOTICE"),
  /** Defines {@code groundhogTimeline}. */
  TIMELINE_SCRIPT(
      "timeline-model.js",
      "timeline-marks.js",
      "timeline-option.js",
      "timeline-hands.js",
      "timeline-controls.js",
      "timeline.js"),
  /** Styles of what is inside {@code .groundhog-timeline}, and of nothing else. */
  TIMELINE_STYLE("timeline.css"),
  /** The report around the timeline. */
  REPORT_SCRIPT("report.js"),
  REPORT_STYLE("report.css"),
  PAGE("report.html");

  @SuppressWarnings("ImmutableEnumChecker") // always a List.of
  private final List<String> paths;

  Assets(String... paths) {
    this.paths = List.of(paths);
  }

  /** Its text: of several files one after the other. */
  public String text() {
    return paths.stream().map(Assets::read).collect(Collectors.joining("\n"));
  }

  private static String read(String path) {
    try (InputStream in = Assets.class.getResourceAsStream(path)) {
      if (in == null) throw new IllegalStateException(path + " is not in the program's files");
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
